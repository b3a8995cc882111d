package dev.peeps.heap;

import java.util.List;

/** A MONITOR record. */
final class RecordedMonitor implements Monitor {
  private final long object;
  private final long owner;
  private final int entryCount;
  private final int ownerDepth;
  private final Source source;
  private final List<Long> entering;
  private final List<Long> waiting;

  RecordedMonitor(
      long object,
      long owner,
      int entryCount,
      int ownerDepth,
      Source source,
      List<Long> entering,
      List<Long> waiting) {
    this.object = object;
    this.owner = owner;
    this.entryCount = entryCount;
    this.ownerDepth = ownerDepth;
    this.source = source;
    this.entering = entering;
    this.waiting = waiting;
  }

  @Override
  public long object() {
    return object;
  }

  @Override
  public long owner() {
    return owner;
  }

  @Override
  public int entryCount() {
    return entryCount;
  }

  @Override
  public int ownerDepth() {
    return ownerDepth;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public List<Long> entering() {
    return entering;
  }

  @Override
  public List<Long> waiting() {
    return waiting;
  }
}
