package dev.peeps.cli.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * How large a heap dump is, also one that is compressed: its file says little about what reading
 * takes.
 *
 * @param bytes of the dump; as far as they were counted, when {@code more}
 * @param more whether there are more
 */
public record DumpSize(long bytes, boolean more) {
  private static final int STEP = 1 << 16;

  /**
   * Counts. Cost: nothing for a plain file; a compressed one is unpacked up to the limit, at a few
   * hundred megabytes a second.
   *
   * @param limit beyond which nothing is counted
   */
  public static DumpSize of(Path file, long limit) {
    long length = file.toFile().length();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), STEP)) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      if (!packed) {
        return new DumpSize(length, false);
      }
      return count(new GZIPInputStream(in, STEP), limit);
    } catch (IOException e) {
      return new DumpSize(length, true); // what is wrong with it, the reading says
    }
  }

  private static DumpSize count(InputStream in, long limit) {
    byte[] step = new byte[STEP];
    long bytes = 0;
    try {
      int read = 0;
      while (read >= 0 && bytes <= limit) {
        bytes += read;
        read = in.read(step);
      }
      return new DumpSize(bytes, bytes > limit);
    } catch (IOException e) {
      return new DumpSize(bytes, false); // cut off: nobody reads any further
    }
  }
}
