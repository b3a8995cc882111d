package dev.peeps.heap.reach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of words and numbers as the bytes of the file that it becomes, in pieces: to grow it costs
 * no more memory than what comes. Ids of a cut are long and lie close together: all but the last
 * four digits of a number are taken from the number before where they are the same.
 */
final class AsciiText {
  private static final int FIRST_PIECE = 256;
  private static final int LARGEST_PIECE = 1 << 18;

  /** What the last digits that are always worked out make. */
  private static final int TAIL = 10_000;

  private static final int TAIL_DIGITS = 4;
  private static final int MOST_DIGITS = 20;

  /** Pieces that are full, each with how much of it counts. */
  private final List<byte[]> pieces = new ArrayList<>(0);

  private final Ints ends = new Ints();
  private int before;

  private byte[] piece = new byte[FIRST_PIECE];
  private int used;

  /** The last number without its tail, 0 for none, and its digits. */
  private long head;

  private final byte[] headDigits = new byte[MOST_DIGITS];
  private int headLength;

  /** Appends characters, all of them ASCII. */
  AsciiText append(String word) {
    int more = word.length();
    room(more);
    for (int i = 0; i < more; i++) {
      piece[used + i] = (byte) word.charAt(i);
    }
    used += more;
    return this;
  }

  /** Appends a number as {@link Long#toString(long)} writes it. */
  AsciiText append(long number) {
    long most = number / TAIL;
    if (most <= 0) {
      return append(Long.toString(number)); // short, or negative
    }
    if (most != head) {
      String digits = Long.toString(most);
      head = most;
      headLength = digits.length();
      for (int i = 0; i < headLength; i++) {
        headDigits[i] = (byte) digits.charAt(i);
      }
    }
    room(headLength + TAIL_DIGITS);
    System.arraycopy(headDigits, 0, piece, used, headLength);
    used += headLength;
    int tail = (int) (number - most * TAIL);
    for (int i = TAIL_DIGITS - 1; i >= 0; i--) {
      piece[used + i] = (byte) ('0' + tail % 10);
      tail /= 10;
    }
    used += TAIL_DIGITS;
    return this;
  }

  int length() {
    return before + used;
  }

  void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < pieces.size(); i++) {
      out.write(pieces.get(i), 0, ends.get(i));
    }
    out.write(piece, 0, used);
  }

  @Override
  public String toString() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(length());
    try {
      writeTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory fails otherwise
    }
    return new String(all.toByteArray(), StandardCharsets.US_ASCII);
  }

  private void room(int more) {
    if (piece.length - used < more) {
      pieces.add(piece);
      ends.add(used);
      before += used;
      piece = new byte[Math.max(more, Math.min(2 * piece.length, LARGEST_PIECE))];
      used = 0;
    }
  }
}
