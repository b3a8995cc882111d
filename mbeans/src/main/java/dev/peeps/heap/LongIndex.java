package dev.peeps.heap;

import java.util.Arrays;

/**
 * Numbers keys densely in the order of their coming: 0, 1, 2…
 *
 * <p>Ids of a cut mostly count up by one, with a few gaps: as long as they do, only where each run
 * of them starts is stored. From the first other key on, each has a place in an array as long as
 * all lie close together ({@link NearKeys}), at most 32 bytes a key. From the first that does not
 * it is open addressing over plain arrays, 16 to 24 bytes a key; positions depend on a number of
 * this process's own, so that no file can be made to collide.
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

  /** Where they are as long as they lie close together, else null. */
  private NearKeys near;

  /**
   * Number + 1 of the key that is at this place, 0 when it is free; null while there is no need.
   */
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
    if (number >= 0 || keys == null) {
      return number;
    }
    if (slots == null) {
      return near.find(key);
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
    if (keys == null) {
      if (inRuns > 0 && key <= lastInRuns) {
        int number = findInRuns(key);
        if (number >= 0) {
          return number;
        }
      } else if (inRuns < LARGEST_SIZE && addToRuns(key)) {
        return size++;
      }
      keys = new long[FIRST_SIZE / 2];
      near = new NearKeys(key); // what counts up lies above it
    }
    int known = find(key);
    return known >= 0 ? known : addNew(key);
  }

  private int addNew(long key) {
    if (size - inRuns == keys.length) {
      if (keys.length >= LARGEST_SIZE / 2) {
        throw new TooLarge("more than " + size + " records of one kind");
      }
      keys = Arrays.copyOf(keys, keys.length * 2);
    }
    keys[size - inRuns] = key;
    if (slots != null || !near.add(key, size)) {
      addToTable(key);
    }
    return size++;
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

  private void addToTable(long key) {
    if (slots == null || slots.length < 2 * keys.length) {
      near = null;
      slots = new int[2 * keys.length];
      for (int number = inRuns; number < size; number++) {
        enter(keys[number - inRuns], number);
      }
    }
    enter(key, size);
  }

  private void enter(long key, int number) {
    int mask = slots.length - 1;
    int i = place(key) & mask;
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = number + 1;
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
