package dev.peeps.live;

import static dev.peeps.harness.GraphAssert.assertThatGraph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No payload is in a cut: not from fields, locals, captured variables, queues, maps, results. */
class SecretsLiveTest {
  private static final String MARK = String.join("", "hunter", "2-", "secret");
  private static final long NUMBER = 0x5ec2e75ec2e75ec2L;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void payloadsStayOut(Jdk jdk) throws IOException {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options("-Dvictim.token=" + MARK + "-option")
            .args(MARK + "-argument")
            .stuck(Secrets.class.getName())) {
      for (String walk : new String[] {"narrow", "wide"}) {
        LiveCut cut = LiveCut.of(victim, "walk:" + walk);
        assertThatGraph(cut.graph()).task("page-waiter").needs("CompletableFuture");
        byte[] bytes = Files.readAllBytes(cut.file());
        assertThat(contains(bytes, MARK.getBytes(StandardCharsets.UTF_8))).as("text").isFalse();
        assertThat(contains(bytes, MARK.getBytes(StandardCharsets.UTF_16BE)))
            .as("characters")
            .isFalse();
        assertThat(contains(bytes, ByteBuffer.allocate(Long.BYTES).putLong(NUMBER).array()))
            .as("number")
            .isFalse();
      }
    }
  }

  /** The search itself must be able to find: a full heap dump does hold the secrets. */
  @Test
  void theSearchWouldFindThem() throws IOException {
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    Path dump = Path.of("target", "secrets-" + ProcessHandle.current().pid() + ".hprof");
    try (VictimProcess victim = VictimProcess.stuck(jdk, Secrets.class)) {
      Command.run(
              jdk.tool("jcmd"),
              Long.toString(victim.pid()),
              "GC.heap_dump",
              dump.toAbsolutePath().toString())
          .orFail();
      byte[] bytes = Files.readAllBytes(dump);
      assertThat(contains(bytes, MARK.getBytes(StandardCharsets.UTF_8))).isTrue();
      assertThat(contains(bytes, ByteBuffer.allocate(Long.BYTES).putLong(NUMBER).array())).isTrue();
    } finally {
      Files.deleteIfExists(dump);
    }
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    for (int at = 0; at <= bytes.length - wanted.length; at++) {
      int matched = 0;
      while (matched < wanted.length && bytes[at + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
