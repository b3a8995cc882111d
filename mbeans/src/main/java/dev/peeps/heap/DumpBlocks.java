package dev.peeps.heap;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where in a file objects are: for each stretch of some tens of kilobytes the lowest and the
 * highest id in it. HotSpot's collectors mostly write objects in the order of their addresses, so
 * that an object is found by reading one stretch. Where they do not, the stretches overlap and the
 * whole file is read again.
 */
final class DumpBlocks {
  static final int BYTES = 1 << 15;

  private final LongList starts = new LongList();
  private final LongList ends = new LongList();
  private final LongList lowest = new LongList();
  private final LongList highest = new LongList();
  private int[] order;
  private long[] highestBefore;

  void add(long start, long end, long low, long high) {
    starts.add(start);
    ends.add(end);
    lowest.add(low);
    highest.add(high);
  }

  int size() {
    return starts.size();
  }

  long start(int block) {
    return starts.get(block);
  }

  long end(int block) {
    return ends.get(block);
  }

  /** No more blocks come: sorts them by their lowest id. Ids are compared as unsigned numbers. */
  void close() {
    int count = size();
    Integer[] sorted = null;
    order = new int[count];
    boolean inOrder = true;
    for (int i = 0; i < count; i++) {
      order[i] = i;
      inOrder &= i == 0 || Long.compareUnsigned(lowest.get(i - 1), lowest.get(i)) <= 0;
    }
    if (!inOrder) {
      sorted = new Integer[count];
      for (int i = 0; i < count; i++) {
        sorted[i] = i;
      }
      Arrays.sort(sorted, (a, b) -> Long.compareUnsigned(lowest.get(a), lowest.get(b)));
      for (int i = 0; i < count; i++) {
        order[i] = sorted[i];
      }
    }
    highestBefore = new long[count];
    for (int i = 0; i < count; i++) {
      long high = highest.get(order[i]);
      highestBefore[i] =
          i > 0 && Long.compareUnsigned(highestBefore[i - 1], high) > 0
              ? highestBefore[i - 1]
              : high;
    }
  }

  /**
   * Marks the blocks in which an object of this id may be.
   *
   * @return false when it may be in more than so many
   */
  boolean mark(long id, BitSet blocks, int atMost) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(lowest.get(order[middle]), id) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int looked = 0;
    for (int i = low - 1; i >= 0 && Long.compareUnsigned(highestBefore[i], id) >= 0; i--) {
      if (++looked > atMost) {
        return false;
      }
      if (Long.compareUnsigned(highest.get(order[i]), id) >= 0) {
        blocks.set(order[i]);
      }
    }
    return true;
  }
}
