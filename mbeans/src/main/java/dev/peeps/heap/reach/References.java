package dev.peeps.heap.reach;

import java.util.Arrays;

/**
 * The references of each object, by numbers: 4 bytes a reference, in pieces, in the order of the
 * file, and 4 bytes an object for where its references begin. The last reference of an object and
 * those of a special kind carry a bit each.
 */
final class References {
  private static final int PIECE_BITS = 20;
  private static final int PIECE = 1 << PIECE_BITS;
  private static final int LAST = 1 << 31;
  private static final int SPECIAL = 1 << 30;

  private final Budget budget;
  private final int[] starts;
  private int[][] pieces = new int[16][];

  /** Place 0 stays free: a start of 0 is an object without references. */
  private int end = 1;

  private int owner = -1;
  private int ownersStart;

  References(int objects, Budget budget) {
    this.budget = budget;
    budget.take(4L * objects);
    this.starts = new int[objects];
  }

  /**
   * The references that come now are this object's. Of two records of one object the first counts.
   */
  void begin(int object) {
    close();
    owner = starts[object] == 0 ? object : -1;
    ownersStart = end;
  }

  /**
   * @param special see {@link Walk}: followed later than others, or never
   */
  void add(int target, boolean special) {
    if (owner < 0) {
      return;
    }
    int piece = end >>> PIECE_BITS;
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, piece * 2);
    }
    if (pieces[piece] == null) {
      budget.take(4L * PIECE);
      pieces[piece] = new int[PIECE];
    }
    pieces[piece][end & (PIECE - 1)] = special ? target | SPECIAL : target;
    if (++end == Integer.MAX_VALUE) {
      throw new Budget.Exceeded("the heap has more than two thousand million references");
    }
  }

  /** No more references of the last object come. */
  void close() {
    if (owner >= 0 && end > ownersStart) {
      pieces[(end - 1) >>> PIECE_BITS][(end - 1) & (PIECE - 1)] |= LAST;
      starts[owner] = ownersStart;
    }
    owner = -1;
  }

  long count() {
    return end - 1L;
  }

  /** Place of the first reference of an object; 0 when it has none. */
  int start(int object) {
    return starts[object];
  }

  int at(int place) {
    return pieces[place >>> PIECE_BITS][place & (PIECE - 1)];
  }

  static boolean isLast(int reference) {
    return reference < 0;
  }

  static boolean isSpecial(int reference) {
    return (reference & SPECIAL) != 0;
  }

  static int target(int reference) {
    return reference & (SPECIAL - 1);
  }
}
