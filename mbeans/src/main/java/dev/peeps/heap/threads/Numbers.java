package dev.peeps.heap.threads;

/** Reads numbers out of texts that may hold anything. */
final class Numbers {
  private Numbers() {}

  /** The decimal number between these indexes; -1 when there is none or it is too large. */
  static long decimal(String text, int from, int to) {
    return number(text, from, to, 10);
  }

  /** The number, decimal or, after {@code 0x}, hexadecimal; -1 when it is none. */
  static long any(String text) {
    return text.startsWith("0x")
        ? number(text, 2, text.length(), 16)
        : number(text, 0, text.length(), 10);
  }

  private static long number(String text, int from, int to, int radix) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
