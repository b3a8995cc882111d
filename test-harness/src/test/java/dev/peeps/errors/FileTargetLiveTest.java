package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedReentrantLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One hung program as a file: a heap dump, the same compressed, a cut, a saved dump. */
class FileTargetLiveTest {
  private static final String NAME = CrossedReentrantLocks.class.getName();
  private static final int FAILED = 5;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void theSameAnswerFromFiles(Jdk jdk) throws IOException {
    Path dump = folder.resolve("dump-of-orders");
    Path cut = folder.resolve("cut");
    Path saved = folder.resolve("saved");
    String pid;
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedReentrantLocks.class)) {
      pid = Long.toString(victim.pid());
      Command.run(jdk.tool("jcmd"), pid, "GC.heap_dump", "-all", dump.toString()).orFail();
      assertThatPeeps(
              Peeps.run(
                  jdk, "dump", "--save-cut=" + cut, "--format=json", "--output=" + saved, pid))
          .exits(0);
    }

    aHeapDumpIsOfOneMoment(jdk, dump);
    Command.run("gzip", dump.toString()).orFail();
    Path packed = Path.of(dump + ".gz");
    assertThatPeeps(Peeps.run(jdk, "dump", packed.toString()))
        .exits(0)
        .prints("Read: heap dump (HPROF 1.0.2, gzip), ", "DEADLOCK (proved");
    // A cut is heap and stacks one after the other; what a saved dump has confirmed stays so.
    assertThatPeeps(Peeps.run(jdk, "dump", cut.toString()))
        .exits(0)
        .prints("Read: cut (HPROF 1.0.2), ", "process " + pid, "DEADLOCK (likely");
    assertThatPeeps(Peeps.run(jdk, "dump", saved.toString()))
        .exits(0)
        .prints("Async dump of " + pid + " " + NAME, "DEADLOCK (proved");
    severalInOneAnswer(jdk, packed, cut);
    namedTwiceIsCheckedOnce(jdk, cut);
    cutOffInTheMiddle(jdk, cut);
  }

  private static void aHeapDumpIsOfOneMoment(Jdk jdk, Path dump) throws IOException {
    Peeps run = Peeps.run(jdk, "dump", dump.toString());
    assertThatPeeps(run).exits(0).doesNotSay("loading");
    List<String> lines = run.out().lines().toList();
    assertThat(scrubbed(lines.get(0), dump))
        .isEqualTo("Async dump of FILE " + NAME + ", TIME, Java VERSION");
    assertThat(scrubbed(lines.get(1), dump))
        .isEqualTo(
            "Read: heap dump (HPROF 1.0.2), SIZE, in DURATION, PASSES, process id not in it");
    assertThat(run.out()).contains("DEADLOCK (proved", "CrossedReentrantLocks.java:");
    JsonNode json =
        new ObjectMapper().readTree(Peeps.run(jdk, "dump", "--format=json", dump.toString()).out());
    JsonNode process = json.at("/processes/0");
    assertThat(process.at("/pid").asLong()).isEqualTo(-1);
    assertThat(process.at("/file/kind").asText()).isEqualTo("heap dump");
    assertThat(process.at("/file/path").asText()).isEqualTo(dump.toString());
    assertThat(process.at("/file/writtenMillis").asLong()).isPositive();
  }

  private static String scrubbed(String line, Path file) {
    return line.replace(file.toString(), "FILE")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ", "TIME")
        .replaceAll("Java \\d.*", "Java VERSION")
        .replaceAll("[0-9.]+ [kMG]B", "SIZE")
        .replaceAll("in [0-9.,]+ ms", "in DURATION")
        .replaceAll("\\d pass(es)?", "PASSES");
  }

  private static void severalInOneAnswer(Jdk jdk, Path dump, Path cut) {
    assertThatPeeps(Peeps.run(jdk, "dump", dump.toString(), cut.toString(), cut.toString()))
        .exits(0)
        .prints("Process " + dump.getFileName() + " " + NAME)
        .prints("Process " + cut.getFileName() + " " + NAME);
  }

  private static void namedTwiceIsCheckedOnce(Jdk jdk, Path cut) {
    Peeps run = Peeps.run(jdk, "check", cut.toString(), cut.toString());
    assertThatPeeps(run).exits(1);
    assertThat(run.out()).hasLineCount(1).contains("DEADLOCK");
  }

  private void cutOffInTheMiddle(Jdk jdk, Path cut) throws IOException {
    byte[] whole = Files.readAllBytes(cut);
    Path half = Files.write(folder.resolve("half"), java.util.Arrays.copyOf(whole, 60));
    Peeps run = Peeps.run(jdk, "dump", half.toString());
    assertThat(run.status()).isIn(0, FAILED);
    assertThat(run.out() + run.err()).contains("byte");
    // No thread is in it: that is not health.
    assertThatPeeps(Peeps.run(jdk, "check", half.toString())).exits(FAILED);
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatPeeps(Peeps.run(jdk, "dump", empty.toString())).exits(FAILED).says("is empty");
    Path jar = Files.write(folder.resolve("x.jar"), new byte[] {'P', 'K', 3, 4});
    assertThatPeeps(Peeps.run(jdk, "dump", jar.toString()))
        .exits(3)
        .says("neither a heap dump nor a core nor a saved dump", "a zip or jar file");
  }
}
