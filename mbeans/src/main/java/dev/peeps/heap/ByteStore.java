package dev.peeps.heap;

import java.util.ArrayList;
import java.util.List;

/**
 * Byte runs side by side in a few large arrays: no object per run and no copying while it grows. A
 * run starts with its length and never crosses two arrays.
 */
final class ByteStore {
  private static final int FIRST_CHUNK = 1 << 14;
  private static final int LARGEST_CHUNK = 1 << 20;
  private static final int LENGTH = 4;

  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] last = new byte[FIRST_CHUNK];
  private int used;

  ByteStore() {
    chunks.add(last);
  }

  /** Reserves a run and gives its position. */
  long add(int length) {
    if (length > Integer.MAX_VALUE - 64) {
      throw new TooLarge("a record of " + length + " bytes");
    }
    if (last.length - used < length + LENGTH) {
      int chunk = Math.min(LARGEST_CHUNK, last.length * 2);
      last = new byte[Math.max(chunk, length + LENGTH)];
      chunks.add(last);
      used = 0;
    }
    Bytes.int4(last, used, length);
    long position = ((long) (chunks.size() - 1) << 32) | (used + LENGTH);
    used += length + LENGTH;
    return position;
  }

  /** The array that holds the run at this position; it starts at {@link #offset}. */
  byte[] array(long position) {
    return chunks.get((int) (position >>> 32));
  }

  int offset(long position) {
    return (int) position;
  }

  int length(long position) {
    return Bytes.int4(array(position), offset(position) - LENGTH);
  }

  /** Keeps a copy and gives its position. */
  long add(byte[] bytes, int offset, int length) {
    long position = add(length);
    System.arraycopy(bytes, offset, array(position), offset(position), length);
    return position;
  }
}
