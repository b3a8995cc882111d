package dev.peeps.heap;

/**
 * Counts what the tables of a reader take, and refuses beyond a bound. An estimate from above:
 * arrays that grow by doubling and what is copied in the end are counted in.
 */
final class Memory {
  private final long bound;
  private long taken;
  private long refused;

  Memory(long bound) {
    this.bound = bound;
  }

  /** True when there is room for so many bytes, which are taken then. */
  boolean take(long bytes) {
    if (bytes > bound - taken) {
      refused++;
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
    if (!take(bytes)) {
      throw new TooLarge(
          what
              + " of this file need more than the "
              + (bound >> 20)
              + " MB allowed for reading it");
    }
  }

  long bound() {
    return bound;
  }

  /** True while at least this share of the bound, one part in so many, is free. */
  boolean free(int part) {
    return bound - taken >= bound / part;
  }

  /** How many times there was no room. */
  long refused() {
    return refused;
  }
}
