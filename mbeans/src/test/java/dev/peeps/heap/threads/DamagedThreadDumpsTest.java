package dev.peeps.heap.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.heap.Notice;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

  /** More than a method can have, and with a copy for each it would take for ever. */
  @Test
  void aHundredThousandLocksInOneFrame() {
    int many = 100_000;
    String frame =
        "Full thread dump X:\n\n\"t\" #1 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable [0x0]\n"
            + "   java.lang.Thread.State: RUNNABLE\n\tat a.B.c(B.java:1)\n";
    String text = frame + "\t- locked <0x0000000000000010> (a a.Lock)\n".repeat(many);
    String json =
        "{\"threadDump\": {\"threadContainers\": [{\"threads\": [{\"tid\": 1, \"name\": \"t\","
            + " \"stack\": [\"a.B.c(B.java:1)\"], \"monitorsOwned\": [{\"depth\": 0, \"locks\": ["
            + "\"a.Lock@10\", ".repeat(many - 1)
            + "\"a.Lock@10\"]}]}]}]}}";
    for (String content : new String[] {text, json}) {
      ThreadDump dump =
          assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Samples.text(content));
      assertThat(dump.threads().get(0).frames().get(0).mentions()).hasSize(1_000);
      assertThat(dump.notices())
          .filteredOn(notice -> notice.code().equals("threads-left-out"))
          .extracting(Notice::count)
          .containsExactly(many - 1_000L);
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
