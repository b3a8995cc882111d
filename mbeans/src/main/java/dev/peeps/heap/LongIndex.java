package dev.peeps.heap;

import java.util.Arrays;

/**
 * Numbers keys densely in the order of their coming: 0, 1, 2…
 *
 * <p>Ids of a cut are mostly counted up by one: as long as they are, nothing is stored at all. From
 * the first other key on it is open addressing over plain arrays, 16 to 24 bytes a key; positions
 * depend on a number of this process's own, so that no file can be made to collide.
 */
public final class LongIndex {
  private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;
  private static final int FIRST_SIZE = 64;
  private static final int LARGEST_SIZE = 1 << 30;

  /** The keys {@code first, first + 1, … first + run - 1} have the numbers 0 to run - 1. */
  private long first;

  private int run;
  private int size;

  /** Keys after the run, by number; null while there are none. */
  private long[] keys;

  /** Number + 1 of the key that is at this place, 0 when it is free. */
  private int[] slots;

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The key of this number. */
  public long key(int number) {
    return number < run ? first + number : keys[number - run];
  }

  /** Number of this key, or -1. */
  public int find(long key) {
    long distance = key - first;
    if (distance >= 0 && distance < run) {
      return (int) distance;
    }
    if (slots == null) {
      return -1;
    }
    int mask = slots.length - 1;
    for (int i = place(key) & mask; ; i = (i + 1) & mask) {
      int number = slots[i] - 1;
      if (number < 0 || keys[number - run] == key) {
        return number;
      }
    }
  }

  /** Number of this key, which is {@link #size} before the call when the key is new. */
  public int add(long key) {
    if (slots == null) {
      if (size == 0) {
        first = key;
      }
      long distance = key - first;
      if (distance >= 0 && distance < run) {
        return (int) distance;
      }
      if (distance == run && run < LARGEST_SIZE) {
        run++;
        return size++;
      }
      keys = new long[FIRST_SIZE / 2];
      slots = new int[FIRST_SIZE];
    }
    return addToTable(key);
  }

  private int addToTable(long key) {
    long distance = key - first;
    if (distance >= 0 && distance < run) {
      return (int) distance;
    }
    if (size - run == keys.length) {
      grow();
    }
    int mask = slots.length - 1;
    int i = place(key) & mask;
    while (slots[i] != 0) {
      int number = slots[i] - 1;
      if (keys[number - run] == key) {
        return number;
      }
      i = (i + 1) & mask;
    }
    keys[size - run] = key;
    slots[i] = ++size;
    return size - 1;
  }

  private void grow() {
    if (slots.length >= LARGEST_SIZE) {
      throw new TooLarge("more than " + size + " records of one kind");
    }
    keys = Arrays.copyOf(keys, keys.length * 2);
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = run; number < size; number++) {
      int i = place(keys[number - run]) & mask;
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
