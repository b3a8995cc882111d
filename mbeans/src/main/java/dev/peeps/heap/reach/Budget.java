package dev.peeps.heap.reach;

/** Counts the memory that tables take, and stops before it is more than allowed. */
final class Budget {
  private static final int MEGA = 1 << 20;

  private final long allowed;
  private long taken;

  Budget(long allowed) {
    this.allowed = allowed;
  }

  /**
   * Call it before memory is taken.
   *
   * @throws Exceeded when it would be too much
   */
  void take(long bytes) {
    taken += bytes;
    if (taken > allowed) {
      throw new Exceeded(
          "the index of the heap needs more than "
              + (allowed + MEGA - 1) / MEGA
              + " MB of memory, which is what it may take");
    }
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }

  long taken() {
    return taken;
  }

  /** Becomes a {@link NotEnoughMemory} at the border of the package. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded(String problem) {
      super(problem);
    }
  }
}
