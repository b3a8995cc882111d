package dev.peeps.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpSizeTest {
  private static final int MEGA = 1 << 20;

  @TempDir Path folder;

  private Path packed(int megabytes) throws IOException {
    Path file = folder.resolve("packed-" + megabytes);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < megabytes; i++) {
        out.write(new byte[MEGA]);
      }
    }
    return file;
  }

  @Test
  void aPlainFileIsAsLargeAsItIs() throws IOException {
    Path file = Files.write(folder.resolve("plain"), new byte[5000]);
    assertThat(DumpSize.of(file, 100)).isEqualTo(new DumpSize(5000, false));
  }

  /** A few kilobytes may be gigabytes of heap. */
  @Test
  void aPackedOneIsAsLargeAsWhatIsInIt() throws IOException {
    Path file = packed(8);
    assertThat(file.toFile().length()).isLessThan(100_000);
    assertThat(DumpSize.of(file, 20L * MEGA)).isEqualTo(new DumpSize(8L * MEGA, false));
    assertThat(DumpSize.of(file, 4L * MEGA).more()).isTrue();
    assertThat(DumpSize.of(file, 4L * MEGA).bytes()).isBetween(4L * MEGA, 5L * MEGA);
  }

  @Test
  void aPackedOneThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(packed(8));
    Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, 4000));
    DumpSize size = DumpSize.of(file, 20L * MEGA);
    assertThat(size.more()).isFalse();
    assertThat(size.bytes()).isBetween(1L * MEGA, 7L * MEGA);
  }
}
