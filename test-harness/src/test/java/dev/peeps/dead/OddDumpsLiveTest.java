package dev.peeps.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedReentrantLocks;
import dev.peeps.victims.deadlock.ExhaustedHeap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Heap dumps of every collector, of every way to lay out an object and of every way to write the
 * file: each says who is stuck, at what, why and where.
 */
class OddDumpsLiveTest {
  private static final int PARALLEL_DUMP = 21;
  private static final int COMPACT_HEADERS = 25;

  @TempDir Path folder;

  /** A JDK, the options of the victim, and those of {@code GC.heap_dump}. */
  static Stream<Arguments> dumps() {
    List<Arguments> all = new ArrayList<>();
    Jdks.all()
        .forEach(
            jdk -> {
              boolean parallel = jdk.feature() >= PARALLEL_DUMP;
              add(all, jdk, "-XX:+UseSerialGC", "-gz=1");
              add(all, jdk, "-XX:+UseParallelGC", parallel ? "-parallel=3" : "-all");
              add(all, jdk, "-XX:+UseZGC", "-all");
              add(all, jdk, "-XX:-UseCompressedOops", parallel ? "-parallel=2 -gz=1" : "-gz=9");
              if (jdk.feature() >= COMPACT_HEADERS) {
                add(all, jdk, "-XX:+UseCompactObjectHeaders", "-all -overwrite");
              }
            });
    return all.stream();
  }

  private static void add(List<Arguments> all, Jdk jdk, String option, String dumpOptions) {
    all.add(Arguments.of(jdk, option, dumpOptions));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("dumps")
  void theSameAnswer(Jdk jdk, String option, String dumpOptions) {
    Path dump = folder.resolve("dump");
    String name = CrossedReentrantLocks.class.getName();
    try (VictimProcess victim = new VictimProcess.Start(jdk).options(option).stuck(name)) {
      List<String> command = new ArrayList<>();
      command.add(jdk.tool("jcmd"));
      command.add(Long.toString(victim.pid()));
      command.add("GC.heap_dump");
      command.addAll(List.of(dumpOptions.split(" ")));
      command.add(dump.toString());
      Command.run(command.toArray(new String[0])).orFail();
    }

    Peeps result = Peeps.run(jdk, "dump", dump.toString());

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("HPROF 1.0.2" + (dumpOptions.contains("-gz") ? ", gzip" : ""))
        .contains("DEADLOCK (proved, 3 tasks stuck)")
        .contains("\"order-writer\"", "\"auditor\"", "\"report\"")
        .contains("(a ReentrantLock)", "held by")
        .contains("CrossedReentrantLocks.holdOneTakeOther(CrossedReentrantLocks.java:")
        .doesNotContain("truncated", "corrupt");
  }

  /** As a server leaves it behind that has died of it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void ofARealOutOfMemoryError(Jdk jdk) {
    Path dump = folder.resolve("oom.hprof");
    VictimProcess.Start start =
        new VictimProcess.Start(jdk)
            .options("-Xmx32m", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=" + dump);
    try (VictimProcess victim = start.stuck(ExhaustedHeap.class.getName())) {
      assertThat(victim.lines()).anyMatch(line -> line.contains("OutOfMemoryError"));
    }

    Peeps result = Peeps.run(jdk, "dump", dump.toString());

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("DEADLOCK (proved, 2 tasks stuck)", "\"importer\"", "\"exporter\"")
        .contains("ExhaustedHeap.takeBoth(ExhaustedHeap.java:");
  }
}
