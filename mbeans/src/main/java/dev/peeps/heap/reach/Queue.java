package dev.peeps.heap.reach;

/** First in, first out, in pieces that are given back as they are read. */
final class Queue {
  private static final int PIECE = 1 << 14;

  private Piece first = new Piece();
  private Piece last = first;
  private int from;
  private int to;

  void add(int value) {
    if (to == PIECE) {
      last.next = new Piece();
      last = last.next;
      to = 0;
    }
    last.values[to++] = value;
  }

  boolean isEmpty() {
    return first == last && from == to;
  }

  int remove() {
    if (from == PIECE) {
      first = first.next;
      from = 0;
    }
    int value = first.values[from++];
    if (first == last && from == to) {
      from = 0;
      to = 0;
    }
    return value;
  }

  private static final class Piece {
    private final int[] values = new int[PIECE];
    private Piece next;
  }
}
