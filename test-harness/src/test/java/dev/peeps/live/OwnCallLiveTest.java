package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.remote.OwnCaller;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that wait for themselves over a connection. */
class OwnCallLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";

  @TempDir private Path directory;

  private static String dump(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OwnCaller.class, way)) {
      return Peeps.dump(victim, "--max-pause=20000");
    }
  }

  /** Where each worker asks for what only a worker can answer, the connections lie in the queue. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aPoolThatWaitsForItselfOverConnections(Jdk jdk) {
    assertThat(dump(jdk, "pool"))
        .containsPattern("STARVATION \\(likely, 4 tasks stuck\\): all 2 workers of ThreadPool")
        .contains("[inferred: the other end of the connection is queued in it]")
        .contains("3 workers would have been enough to begin it");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void whoAsksHasTheLockThatWhoAnswersWants(Jdk jdk) {
    assertThat(dump(jdk, "lock"))
        .containsPattern("DEADLOCK \\(likely, 2 tasks stuck\\): \"updater\" holds ReentrantLock")
        .contains("which \"handler\" has to provide while it needs ReentrantLock")
        .contains("Follows from it: REMOTE (likely, 2 tasks stuck)")
        .contains(OwnCaller.class.getName() + ", this very process");
  }

  /** There is no kernel to ask then, but both ends are there. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void fromHeapDumps(Jdk jdk) {
    assertThat(dumpOfFile(jdk, "lock"))
        .containsPattern("DEADLOCK \\(likely, 2 tasks stuck\\): \"updater\" holds ReentrantLock")
        .contains("which \"handler\" has to provide while it needs ReentrantLock")
        .contains("this very process");
    assertThat(dumpOfFile(jdk, "pool"))
        .containsPattern("STARVATION \\(likely, 4 tasks stuck\\): all 2 workers of ThreadPool")
        .contains("[inferred: the other end of the connection is queued in it]");
  }

  private String dumpOfFile(Jdk jdk, String way) {
    Path file = directory.resolve(way + jdk.feature() + ".hprof");
    try (VictimProcess victim = VictimProcess.stuck(jdk, OwnCaller.class, way)) {
      String pid = Long.toString(victim.pid());
      Command.run(jdk.tool("jcmd"), pid, "GC.heap_dump", "-all", file.toString());
    }
    return Peeps.run(jdk, "dump", file.toString()).out();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void whoAcceptsAsksHimself(Jdk jdk) {
    assertThat(dump(jdk, "accept"))
        .containsPattern("DEADLOCK \\(likely, 2 tasks stuck\\): \"acceptor\" waits for Socket@")
        .contains("which it has to provide itself");
  }
}
