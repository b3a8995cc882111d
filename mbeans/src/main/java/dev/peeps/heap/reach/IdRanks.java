package dev.peeps.heap.reach;

import java.util.Arrays;

/**
 * Numbers the objects of a heap: 0, 1, 2… A bit for each place at which an object may start, in
 * pages that come into being where there are objects, and running totals: the number of an object
 * is the count of bits before its own. One bit for 8 bytes of heap and a fifth of that for the
 * totals, where a table of 8-byte ids would take four times as much and a search in it.
 *
 * <p>Objects start at multiples of 8 in all JVMs but the smallest; a file with other ids needs a
 * shift of 0.
 */
final class IdRanks {
  private static final int PAGE_BITS = 16;
  private static final int WORDS = 1 << (PAGE_BITS - 6);
  private static final int PAGE_BYTES = WORDS * 8 + WORDS * 2 + 64;
  private static final int LARGEST_DIRECTORY = 1 << 22;
  private static final int MOST = 1 << 30;

  private final int shift;
  private final Budget budget;

  /** Open addressing: page key → page number + 1. Used until {@link #freeze}, or for ever. */
  private long[] keys = new long[1 << 10];

  private int[] numbers = new int[1 << 10];
  private long[][] pages = new long[1 << 8][];
  private long[] pageKeys = new long[1 << 8];
  private int pageCount;
  private long lastKey;
  private int lastPage = -1;

  /** Page key - first → page number + 1, where the keys are close enough to each other. */
  private int[] directory;

  private long first;

  /** Totals: objects before each page, and before each word within its page. */
  private int[] before;

  private char[][] within;
  private int size;

  IdRanks(int shift, Budget budget) {
    this.shift = shift;
    this.budget = budget;
  }

  /** False when the id cannot be kept with this shift. */
  boolean fits(long id) {
    return (id & ((1L << shift) - 1)) == 0;
  }

  /** Notes an object; a second time is no harm. The id must fit. */
  void add(long id) {
    long slot = id >>> shift;
    int page = page(slot >>> PAGE_BITS);
    pages[page][(int) (slot >>> 6) & (WORDS - 1)] |= 1L << slot;
  }

  private int page(long key) {
    if (key == lastKey && lastPage >= 0) {
      return lastPage;
    }
    lastKey = key;
    int place = place(key);
    if (numbers[place] == 0) {
      newPage(key, place);
      place = place(key);
    }
    lastPage = numbers[place] - 1;
    return lastPage;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (numbers[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void newPage(long key, int place) {
    budget.take(PAGE_BYTES);
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      pageKeys = Arrays.copyOf(pageKeys, pageCount * 2);
    }
    pages[pageCount] = new long[WORDS];
    pageKeys[pageCount] = key;
    keys[place] = key;
    numbers[place] = ++pageCount;
    if (pageCount * 2 > keys.length) {
      grow();
    }
  }

  private void grow() {
    keys = new long[keys.length * 2];
    numbers = new int[keys.length];
    budget.take(keys.length * 6L);
    for (int page = 0; page < pageCount; page++) {
      int place = place(pageKeys[page]);
      keys[place] = pageKeys[page];
      numbers[place] = page + 1;
    }
  }

  /**
   * No more objects come; {@link #rank} works from here on.
   *
   * @throws Budget.Exceeded when there are more than 2^30 of them
   */
  void freeze() {
    before = new int[pageCount + 1];
    within = new char[pageCount][];
    long total = 0;
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (int page = 0; page < pageCount; page++) {
      before[page] = (int) total;
      char[] totals = new char[WORDS];
      int here = 0;
      for (int word = 0; word < WORDS; word++) {
        totals[word] = (char) here;
        here += Long.bitCount(pages[page][word]);
      }
      within[page] = totals;
      total += here;
      if (total > MOST) {
        throw new Budget.Exceeded("the heap has more than " + MOST + " objects with references");
      }
      smallest = Math.min(smallest, pageKeys[page]);
      largest = Math.max(largest, pageKeys[page]);
    }
    before[pageCount] = (int) total;
    size = (int) total;
    first = smallest;
    if (pageCount > 0 && largest - smallest < LARGEST_DIRECTORY) {
      directory = new int[(int) (largest - smallest) + 1];
      budget.take(directory.length * 4L);
      for (int page = 0; page < pageCount; page++) {
        directory[(int) (pageKeys[page] - first)] = page + 1;
      }
    }
  }

  int size() {
    return size;
  }

  /** Number of the object with this id, or -1. */
  int rank(long id) {
    long slot = id >>> shift;
    int page = find(slot >>> PAGE_BITS);
    if (page < 0 || !fits(id)) {
      return -1;
    }
    int word = (int) (slot >>> 6) & (WORDS - 1);
    long bits = pages[page][word];
    long bit = 1L << slot;
    return (bits & bit) == 0
        ? -1
        : before[page] + within[page][word] + Long.bitCount(bits & (bit - 1));
  }

  private int find(long key) {
    if (directory != null) {
      long index = key - first;
      return index < 0 || index >= directory.length ? -1 : directory[(int) index] - 1;
    }
    return numbers[place(key)] - 1;
  }

  /** Id of the object with this number. */
  long id(int rank) {
    int page = Arrays.binarySearch(before, 0, pageCount, rank);
    if (page < 0) {
      page = -page - 2;
    }
    int rest = rank - before[page];
    int word = WORDS - 1;
    while (within[page][word] > rest) {
      word--;
    }
    rest -= within[page][word];
    long bits = pages[page][word];
    for (; rest > 0; rest--) {
      bits &= bits - 1;
    }
    long slot =
        (pageKeys[page] << PAGE_BITS) | ((long) word << 6) | Long.numberOfTrailingZeros(bits);
    return slot << shift;
  }
}
