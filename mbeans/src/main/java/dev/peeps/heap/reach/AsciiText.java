package dev.peeps.heap.reach;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text of words and numbers as the bytes of the file that it becomes. Ids of a cut are long and
 * lie close together: all but the last four digits of a number are taken from the number before
 * where they are the same.
 */
final class AsciiText {
  /** What the last digits that are always worked out make. */
  private static final int TAIL = 10_000;

  private static final int TAIL_DIGITS = 4;

  private byte[] bytes = new byte[256];
  private int length;

  /** The last number without its tail, 0 for none, and where in the text it stands. */
  private long head;

  private int headAt;
  private int headLength;

  /** Appends characters, all of them ASCII. */
  AsciiText append(String word) {
    int more = word.length();
    room(more);
    for (int i = 0; i < more; i++) {
      bytes[length + i] = (byte) word.charAt(i);
    }
    length += more;
    return this;
  }

  /** Appends a number as {@link Long#toString(long)} writes it. */
  AsciiText append(long number) {
    long most = number / TAIL;
    if (most <= 0) {
      return append(Long.toString(number)); // short, or negative
    }
    if (most == head) {
      room(headLength + TAIL_DIGITS);
      System.arraycopy(bytes, headAt, bytes, length, headLength);
      headAt = length;
      length += headLength;
    } else {
      String digits = Long.toString(most);
      head = most;
      headAt = length;
      headLength = digits.length();
      append(digits);
      room(TAIL_DIGITS);
    }
    int tail = (int) (number - most * TAIL);
    for (int i = TAIL_DIGITS - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + tail % 10);
      tail /= 10;
    }
    length += TAIL_DIGITS;
    return this;
  }

  int length() {
    return length;
  }

  /** A copy of what there is. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
