package dev.peeps.heap.threads;

import dev.peeps.heap.Monitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A monitor as a thread dump, or a look at the frames, gives it. */
final class KnownMonitor implements Monitor {
  private final long object;
  private final String typeName;
  private final Source source;
  private final String reason;
  long owner;
  int entries;
  int ownerDepth = -1;
  String ownerUnknown = "";
  private final List<Long> entering = new ArrayList<>();
  private final List<Long> waiting = new ArrayList<>();

  KnownMonitor(long object, String typeName, Source source, String reason) {
    this.object = object;
    this.typeName = typeName;
    this.source = source;
    this.reason = reason;
  }

  void entering(long thread) {
    entering.add(thread);
  }

  void waiting(long thread) {
    waiting.add(thread);
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
    return entries;
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
    return Collections.unmodifiableList(entering);
  }

  @Override
  public List<Long> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public String ownerUnknown() {
    return ownerUnknown;
  }
}
