package dev.peeps.heap;

/**
 * Counts what the tables of a reader take, and refuses beyond a bound. An estimate from above:
 * arrays that grow by doubling and what is copied in the end are counted in.
 */
final class Memory {
  private static final int RESERVE = 4;

  private final long bound;
  private long taken;

  Memory(long bound) {
    this.bound = bound;
  }

  /**
   * Takes what can be left out; part of the bound is kept for what cannot.
   *
   * @return false when there is no room
   */
  boolean take(long bytes) {
    if (bytes > bound - bound / RESERVE - taken) {
      return false;
    }
    taken += bytes;
    return true;
  }

  /**
   * Takes what nothing can be said without.
   *
   * @throws TooLarge when there is no room for it
   */
  void need(long bytes, String what) {
    taken += bytes;
    if (taken > bound) {
      throw new TooLarge(
          what
              + " of this file need more than the "
              + (bound >> 20)
              + " MB allowed for reading it");
    }
  }

  /** True while at least this share of the bound, one part in so many, is free. */
  boolean free(int part) {
    return bound - taken >= bound / part;
  }
}
