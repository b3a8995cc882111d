package dev.peeps.heap;

import java.util.Arrays;

/**
 * Numbers keys densely in the order of their coming: 0, 1, 2… Open addressing over plain arrays, 16
 * to 24 bytes a key. Positions depend on a number of this process's own, so that no file can be
 * made to collide.
 */
final class LongIndex {
  private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;
  private static final int FIRST_SIZE = 64;

  private long[] keys = new long[FIRST_SIZE / 2];
  private int[] slots = new int[FIRST_SIZE];
  private int size;

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** Number of this key, or -1. */
  int find(long key) {
    int mask = slots.length - 1;
    for (int i = place(key) & mask; ; i = (i + 1) & mask) {
      int number = slots[i] - 1;
      if (number < 0 || keys[number] == key) {
        return number;
      }
    }
  }

  /** Number of this key, which is {@link #size} before the call when the key is new. */
  int add(long key) {
    int mask = slots.length - 1;
    int i = place(key) & mask;
    while (slots[i] != 0) {
      int number = slots[i] - 1;
      if (keys[number] == key) {
        return number;
      }
      i = (i + 1) & mask;
    }
    if (size == keys.length) {
      grow();
      return add(key);
    }
    keys[size] = key;
    slots[i] = ++size;
    return size - 1;
  }

  private void grow() {
    if (slots.length >= 1 << 30) {
      throw new TooLarge("more than " + size + " records of one kind");
    }
    keys = Arrays.copyOf(keys, keys.length * 2);
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int i = place(keys[number]) & mask;
      while (slots[i] != 0) {
        i = (i + 1) & mask;
      }
      slots[i] = number + 1;
    }
  }

  private static int place(long key) {
    long mixed = (key ^ SEED) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 32)) * 0xc4ceb9fe1a85ec53L;
    return (int) (mixed >>> 33);
  }
}
