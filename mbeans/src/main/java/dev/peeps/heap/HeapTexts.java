package dev.peeps.heap;

import java.nio.charset.StandardCharsets;

/** The three ways in which a heap holds the characters of a String. */
final class HeapTexts {
  private HeapTexts() {}

  static String latin1(byte[] b, int offset, int length) {
    return new String(b, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** A char array: HPROF writes its elements big-endian. */
  static String chars(byte[] b, int offset, int length) {
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (((b[offset + 2 * i] & 0xff) << 8) | (b[offset + 2 * i + 1] & 0xff));
    }
    return new String(chars);
  }

  /**
   * A byte array with UTF-16 in it: the bytes are as they lay in memory, and all platforms this is
   * made for are little-endian.
   */
  static String utf16(byte[] b, int offset, int length) {
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((b[offset + 2 * i] & 0xff) | ((b[offset + 2 * i + 1] & 0xff) << 8));
    }
    return new String(chars);
  }
}
