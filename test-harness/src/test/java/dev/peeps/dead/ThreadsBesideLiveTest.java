package dev.peeps.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.ClassInitialisation;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.deadlock.MonitorAgainstLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Monitors of heap dumps: from a thread dump taken beside them, else inferred. */
class ThreadsBesideLiveTest {
  @TempDir Path directory;

  private Path heapDump(VictimProcess victim) {
    Path file = directory.resolve("heap.hprof");
    ask(victim, "GC.heap_dump", "-all", file.toString());
    return file;
  }

  private static String ask(VictimProcess victim, String... words) {
    String[] command = new String[words.length + 2];
    command[0] = victim.jdk().tool("jcmd");
    command[1] = Long.toString(victim.pid());
    System.arraycopy(words, 0, command, 2, words.length);
    Command result = Command.run(command);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private static String dump(Jdk jdk, String... arguments) {
    Peeps result = Peeps.run(jdk, arguments);
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void crossedMonitorsFromAHeapDumpAndThreadPrint(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class)) {
      Path heap = heapDump(victim);
      Path threads = directory.resolve("threads.txt");
      Files.writeString(threads, ask(victim, "Thread.print", "-l"));

      String joined = dump(jdk, "dump", "--threads=" + threads, heap.toString());
      assertThat(joined)
          .contains("DEADLOCK (likely, 3 tasks stuck)")
          .contains("\"order-writer\"", "\"auditor\"", "\"report\"")
          .contains("a monitor of dev.peeps.victims.deadlock.CrossedMonitors$Ledger")
          .doesNotContain("[inferred")
          .contains("Not proved: who owns monitors is from a thread dump of another moment");

      String inferred = dump(jdk, "dump", heap.toString());
      assertThat(inferred)
          .contains("DEADLOCK (likely, 3 tasks stuck)")
          .contains("[inferred: ")
          .contains("Not proved: inferred: ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#from25")
  void crossedMonitorsOfVirtualThreadsFromJson(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, "virtual")) {
      Path heap = heapDump(victim);
      Path threads = directory.resolve("threads.json");
      ask(victim, "Thread.dump_to_file", "-format=json", threads.toString());

      assertThat(dump(jdk, "dump", "--threads=" + threads, heap.toString()))
          .contains("DEADLOCK (likely, 3 tasks stuck)")
          .contains("Ledger")
          .doesNotContain("[inferred");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aMonitorAgainstALockOfJavaUtilConcurrent(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, MonitorAgainstLock.class)) {
      Path threads = directory.resolve("threads.txt");
      Files.writeString(threads, ask(victim, "Thread.print"));
      Path heap = heapDump(victim);

      assertThat(dump(jdk, "dump", "--threads=" + threads, heap.toString()))
          .contains("DEADLOCK (likely, ")
          .contains("ReentrantLock");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void classesThatInitialiseEachOther(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ClassInitialisation.class)) {
      Path threads = directory.resolve("threads.txt");
      Files.writeString(threads, ask(victim, "Thread.print", "-l"));
      Path heap = heapDump(victim);

      assertThat(dump(jdk, "dump", "--threads=" + threads, heap.toString()))
          .contains("DEADLOCK (likely, ")
          .contains("class initialisation of ");
    }
  }
}
