package dev.peeps.layout;

import java.util.BitSet;

/**
 * Which numbers of threads have come. Threads come in no order of their numbers, so a hash map of a
 * hundred thousand is a walk all over the memory; the numbers of a JVM count up from one, and a bit
 * for each is small.
 */
final class Tids {
  /**
   * Two megabytes of bits. A JVM that has started more threads than this has the others in a map.
   */
  private static final int MOST_BITS = 1 << 24;

  private final BitSet low = new BitSet();
  private final LongMap<Object> others = new LongMap<>();

  /** False when it has come before. What is no number of a thread (0 or less) never has. */
  boolean add(long tid) {
    if (tid <= 0) {
      return true;
    }
    if (tid >= MOST_BITS) {
      return others.put(tid, this) == null;
    }
    int bit = (int) tid;
    boolean fresh = !low.get(bit);
    low.set(bit);
    return fresh;
  }
}
