package dev.peeps.heap;

import java.util.Arrays;

/**
 * Numbers keys densely in the order of their coming: 0, 1, 2…
 *
 * <p>Ids of a cut mostly count up by one, with a few gaps: as long as they do, only where each run
 * of them starts is stored. From the first other key on it is open addressing over plain arrays, 16
 * to 24 bytes a key; positions depend on a number of this process's own, so that no file can be
 * made to collide.
 */
public final class LongIndex {
  private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;
  private static final int FIRST_SIZE = 64;
  private static final int LARGEST_SIZE = 1 << 30;
  private static final int MOST_RUNS = 16;
  private static final int NEIGHBOURS = 64;

  /**
   * Run r are the keys {@code firsts[r], firsts[r] + 1, …} with the numbers from {@code starts[r]}
   * on; each lies wholly above the one before.
   */
  private long[] firsts = new long[1];

  private int[] starts = new int[1];
  private int runs;

  /** How many keys are in runs, and the last of them. */
  private int inRuns;

  private long lastInRuns;
  private int size;

  /** Keys after the runs, by number; null while there are none. */
  private long[] keys;

  /** Number + 1 of the key that is at this place, 0 when it is free. */
  private int[] slots;

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The key of this number. */
  public long key(int number) {
    if (number >= inRuns) {
      return keys[number - inRuns];
    }
    int run = runs - 1;
    while (starts[run] > number) {
      run--;
    }
    return firsts[run] + (number - starts[run]);
  }

  /** Number of this key, or -1. */
  public int find(long key) {
    int number = findInRuns(key);
    if (number >= 0 || slots == null) {
      return number;
    }
    int mask = slots.length - 1;
    for (int i = place(key) & mask; ; i = (i + 1) & mask) {
      number = slots[i] - 1;
      if (number < 0 || keys[number - inRuns] == key) {
        return number;
      }
    }
  }

  private int findInRuns(long key) {
    if (inRuns == 0 || key > lastInRuns || key < firsts[0]) {
      return -1;
    }
    int run = runs - 1;
    while (firsts[run] > key) {
      run--;
    }
    long distance = key - firsts[run];
    int end = run + 1 < runs ? starts[run + 1] : inRuns;
    return distance >= 0 && distance < end - starts[run] ? starts[run] + (int) distance : -1;
  }

  /** Number of this key, which is {@link #size} before the call when the key is new. */
  public int add(long key) {
    if (slots == null) {
      if (inRuns > 0 && key <= lastInRuns) {
        int number = findInRuns(key);
        if (number >= 0) {
          return number;
        }
      } else if (inRuns < LARGEST_SIZE && addToRuns(key)) {
        return size++;
      }
      keys = new long[FIRST_SIZE / 2];
      slots = new int[FIRST_SIZE];
    }
    return addToTable(key);
  }

  /** For a key above all others: goes on with the last run or starts one. */
  private boolean addToRuns(long key) {
    if (inRuns == 0 || key - lastInRuns != 1) {
      if (runs == MOST_RUNS) {
        return false;
      }
      if (runs == firsts.length) {
        firsts = Arrays.copyOf(firsts, MOST_RUNS);
        starts = Arrays.copyOf(starts, MOST_RUNS);
      }
      firsts[runs] = key;
      starts[runs++] = inRuns;
    }
    lastInRuns = key;
    inRuns++;
    return true;
  }

  private int addToTable(long key) {
    int known = findInRuns(key);
    if (known >= 0) {
      return known;
    }
    if (size - inRuns == keys.length) {
      grow();
    }
    int mask = slots.length - 1;
    int i = place(key) & mask;
    while (slots[i] != 0) {
      int number = slots[i] - 1;
      if (keys[number - inRuns] == key) {
        return number;
      }
      i = (i + 1) & mask;
    }
    keys[size - inRuns] = key;
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
    for (int number = inRuns; number < size; number++) {
      int i = place(keys[number - inRuns]) & mask;
      while (slots[i] != 0) {
        i = (i + 1) & mask;
      }
      slots[i] = number + 1;
    }
  }

  /**
   * Objects that are looked at together mostly lie together, and their ids are addresses (multiples
   * of eight) or count up: 64 such neighbours stay neighbours here, so that the next look-up finds
   * its cache line loaded. Where the 64 lie is anybody's guess, and no two of them share a place.
   */
  private static int place(long key) {
    long block = (((key >>> 9) << 3) | (key & 7)) ^ SEED;
    long mixed = block * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 32)) * 0xc4ceb9fe1a85ec53L;
    return ((int) (mixed >>> 33) & -NEIGHBOURS) | ((int) (key >>> 3) & (NEIGHBOURS - 1));
  }
}
