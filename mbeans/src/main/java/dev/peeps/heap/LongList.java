package dev.peeps.heap;

import java.util.Arrays;

/** A growing list of longs. */
final class LongList {
  private long[] items = new long[16];
  private int size;

  void add(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  long get(int index) {
    return items[index];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }
}
