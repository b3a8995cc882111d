package dev.peeps.heap;

import java.nio.charset.StandardCharsets;

/** Big-endian numbers and texts in byte arrays. Plain shifts: they need no start-up. */
final class Bytes {
  private Bytes() {}

  static int int4(byte[] b, int i) {
    return (b[i] << 24) | ((b[i + 1] & 0xff) << 16) | ((b[i + 2] & 0xff) << 8) | (b[i + 3] & 0xff);
  }

  static long long8(byte[] b, int i) {
    return ((long) int4(b, i) << 32) | (int4(b, i + 4) & 0xffff_ffffL);
  }

  static void int4(byte[] b, int i, int value) {
    b[i] = (byte) (value >>> 24);
    b[i + 1] = (byte) (value >>> 16);
    b[i + 2] = (byte) (value >>> 8);
    b[i + 3] = (byte) value;
  }

  /** The object id at this place. */
  static long id(byte[] b, int i, int idSize) {
    return idSize == 8 ? long8(b, i) : int4(b, i) & 0xffff_ffffL;
  }

  /**
   * Text in UTF-8, or in the JVM's modified UTF-8, which differs for NUL and for characters beyond
   * the basic plane. What is neither becomes U+FFFD.
   */
  static String text(byte[] b, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (b[i] < 0) {
        return modified(b, offset, length);
      }
    }
    return new String(b, offset, length, StandardCharsets.ISO_8859_1);
  }

  private static String modified(byte[] b, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    int end = offset + length;
    int i = offset;
    while (i < end) {
      int c = b[i] & 0xff;
      int more = c < 0x80 ? 0 : c < 0xc0 ? -1 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf8 ? 3 : -1;
      int code = more <= 0 ? c : c & (0x3f >> more);
      boolean good = more >= 0 && i + more < end;
      for (int k = 1; good && k <= more; k++) {
        good = (b[i + k] & 0xc0) == 0x80;
        code = (code << 6) | (b[i + k] & 0x3f);
      }
      if (!good || code > Character.MAX_CODE_POINT) {
        text.append('\uFFFD');
        i++;
      } else {
        text.appendCodePoint(code);
        i += more + 1;
      }
    }
    return text.toString();
  }
}
