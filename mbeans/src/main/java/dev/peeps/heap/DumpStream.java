package dev.peeps.heap;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a heap dump, from any place on. Not safe for use by several threads. */
abstract class DumpStream extends InputStream {

  /** The next byte to be read is the one at this offset. */
  abstract void seek(long offset) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
