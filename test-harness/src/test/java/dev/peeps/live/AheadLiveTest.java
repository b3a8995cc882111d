package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.ManyAlike;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many threads there are is told before they are looked at, where that takes long. */
class AheadLiveTest {
  private static final int HEADER = 31;
  private static final int VERSION = 9 + 5;
  private static final int INFO = 2;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void ofManyThreads(Jdk jdk) throws IOException {
    LiveCut cut = cut(jdk, "5500");
    assertThat(secondRecord(cut)).matches("1 threads=55\\d\\d");
    // The INFO that comes when all is known is the one that counts.
    assertThat(cut.heap().info().facts().get("virtualThreads")).isEqualTo("5500");
    assertThat(Integer.parseInt(cut.heap().info().facts().get("threads"))).isBetween(2, 99);
    assertThat(cut.heap().threads()).hasSizeGreaterThan(5500);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void notOfFew(Jdk jdk) throws IOException {
    assertThat(secondRecord(cut(jdk, "5"))).doesNotStartWith("1 ");
  }

  /** The command reads such a cut while it is written: what it says is what the file says. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void whatIsReadWhileItIsWrittenIsWhatTheFileSays(Jdk jdk) {
    Path file = directory.resolve("many.hprof");
    try (VictimProcess victim = VictimProcess.stuck(jdk, ManyAlike.class, "virtual", "20000")) {
      String pid = Long.toString(victim.pid());
      String live = json(jdk, "--no-deep", "--save-cut=" + file, pid);
      String saved = json(jdk, file.toString());
      assertThat(graph(live).replace("\"" + pid, "\"many.hprof")).isEqualTo(graph(saved));
      assertThat(saved).contains("many.hprof/thread-");
    }
  }

  private static String json(Jdk jdk, String... options) {
    List<String> words = new ArrayList<>(List.of("dump", "--quiet", "--format=json"));
    words.addAll(List.of(options));
    Peeps result = Peeps.run(jdk, words.toArray(new String[0]));
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  /** The entities and edges of a report. */
  private static String graph(String report) {
    int begin = report.indexOf("\"entities\"");
    int end = report.indexOf("\"scopes\"");
    assertThat(begin).isPositive();
    assertThat(end).isGreaterThan(begin);
    return report.substring(begin, end);
  }

  private static LiveCut cut(Jdk jdk, String threads) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ManyAlike.class, "virtual", threads)) {
      return LiveCut.of(victim);
    }
  }

  /** An INFO: how many pairs it has, and the first of them. */
  private static String secondRecord(LiveCut cut) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(cut.file()))) {
      in.skipNBytes(HEADER + VERSION + 9);
      assertThat(in.read()).isEqualTo(INFO);
      return in.readInt() + " " + text(in) + "=" + text(in);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
