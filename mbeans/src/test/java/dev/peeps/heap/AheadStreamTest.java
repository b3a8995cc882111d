package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading ahead gives the very bytes that reading gives, or what went wrong. */
class AheadStreamTest {
  private static final int SIZE = 9_000_001;

  @TempDir Path directory;

  private static byte[] content() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsWhatIsThere(boolean packed) throws Exception {
    byte[] content = content();
    Path file = directory.resolve("x");
    try (OutputStream out =
        packed ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
      out.write(content);
    }
    try (DumpFile dump = new DumpFile(file)) {
      assertThat(dump.gzip()).isEqualTo(packed);
      HprofInput in = dump.pass();
      assertSame(in, content, 0);
      in.seek(SIZE / 2);
      assertSame(in, content, SIZE / 2);
    }
  }

  /** In pieces of all sizes: values, runs, skips, with and without a look ahead. */
  private static void assertSame(HprofInput in, byte[] content, int from) throws IOException {
    Random random = new Random(2);
    int at = from;
    byte[] run = new byte[1 << 20];
    while (at < SIZE) {
      int length = Math.min(SIZE - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 1 << 20 : 60));
      switch (random.nextInt(3)) {
        case 0:
          in.skipTo(at + length);
          break;
        case 1:
          if (in.have(length)) {
            assertThat(in.buffer()[in.at() + length - 1]).isEqualTo(content[at + length - 1]);
            in.advance(length);
            break;
          }
          in.read(run, 0, length);
          break;
        default:
          in.read(run, 0, length);
          assertThat(run[0]).isEqualTo(content[at]);
          assertThat(run[length - 1]).isEqualTo(content[at + length - 1]);
      }
      at += length;
      assertThat(in.offset()).isEqualTo(at);
    }
    assertThat(in.atEnd()).isTrue();
  }

  @Test
  void handsOverWhateverGoesWrong() {
    for (Throwable problem :
        new Throwable[] {
          new IOException("disk gone"), new IllegalStateException("odd"), new OutOfMemoryError("no")
        }) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            AheadStream ahead = new AheadStream(new Failing(problem));
            HprofInput in = new HprofInput(ahead, Long.MAX_VALUE, 1);
            assertThatIOException()
                .isThrownBy(() -> in.skipTo(SIZE))
                .withMessageContaining(problem.getMessage());
            ahead.close();
          });
    }
  }

  /** Gives a few megabytes, and then fails. */
  private static final class Failing extends DumpStream {
    private final Throwable problem;
    private int left = 2_500_000;

    Failing(Throwable problem) {
      this.problem = problem;
    }

    @Override
    void seek(long offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        if (problem instanceof IOException) {
          throw (IOException) problem;
        } else if (problem instanceof Error) {
          throw (Error) problem;
        }
        throw (RuntimeException) problem;
      }
      left -= length;
      return length;
    }
  }
}
