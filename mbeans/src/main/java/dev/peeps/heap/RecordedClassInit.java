package dev.peeps.heap;

import java.util.List;

/** A CLASS_INIT record. */
final class RecordedClassInit implements ClassInit {
  private final long type;
  private final long initialiser;
  private final List<Long> waiting;

  RecordedClassInit(long type, long initialiser, List<Long> waiting) {
    this.type = type;
    this.initialiser = initialiser;
    this.waiting = waiting;
  }

  @Override
  public long type() {
    return type;
  }

  @Override
  public long initialiser() {
    return initialiser;
  }

  @Override
  public List<Long> waiting() {
    return waiting;
  }
}
