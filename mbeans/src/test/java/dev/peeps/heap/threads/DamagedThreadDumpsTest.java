package dev.peeps.heap.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever happens to a thread dump, reading it ends in a dump or in words. */
class DamagedThreadDumpsTest {
  private static final long SEED = Long.getLong("peeps.seed", 20260311L);
  private static final int ROUNDS = Integer.getInteger("peeps.rounds", 150);

  static final java.util.List<String> SAMPLES = Samples.ALL;

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void cutOffAnywhere(String name) {
    byte[] whole = Samples.bytes(name);
    for (int i = 0; i < ROUNDS; i++) {
      read(Arrays.copyOf(whole, (int) ((long) whole.length * i / ROUNDS)));
    }
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void mutated(String name) {
    Random random = new Random(SEED);
    byte[] whole = Samples.bytes(name);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = whole.clone();
      int changes = 1 + random.nextInt(40);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(3)) {
          case 0:
            damaged[at] = (byte) random.nextInt(256);
            break;
          case 1:
            damaged[at] = (byte) "\"\\{}[]()<>\n#:-, ".charAt(random.nextInt(16));
            break;
          default:
            int length = Math.min(random.nextInt(200), damaged.length - at);
            System.arraycopy(whole, random.nextInt(whole.length - length), damaged, at, length);
        }
      }
      read(damaged);
    }
  }

  private static void read(byte[] content) {
    try {
      ThreadDump dump = Samples.read(content);
      assertThat(dump.threads()).allSatisfy(thread -> assertThat(thread.name()).isNotNull());
    } catch (ThreadDumpException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
