package dev.peeps.cli.source;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that somebody else still writes: at its end so far a reader waits for more, until it is
 * said that no more will come.
 */
final class GrowingFile extends InputStream {
  private static final long LOOK_MILLIS = 2;

  private final InputStream in;
  private final Writing writing;

  /** Who knows whether the file is still being written. */
  interface Writing {
    /**
     * Whether it is whole.
     *
     * @param millis how long to wait for that; 0 not at all
     */
    boolean isOver(long millis) throws InterruptedException;
  }

  GrowingFile(File file, Writing writing) throws IOException {
    this.in = new FileInputStream(file);
    this.writing = writing;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      boolean over = writing.isOver(0); // before the look: what is written until then is seen
      int count = in.read(bytes, offset, length);
      while (count < 0 && !over) {
        over = writing.isOver(LOOK_MILLIS);
        count = in.read(bytes, offset, length);
      }
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the file to be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
