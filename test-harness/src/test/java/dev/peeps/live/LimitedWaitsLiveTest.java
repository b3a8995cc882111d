package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedTryLocks;
import dev.peeps.victims.healthy.BackingOff;
import dev.peeps.victims.lost.AwaitedAgain;
import dev.peeps.victims.starvation.GatherWithLimit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits with a limit: stuck when nothing moves for longer than a second, and else not. */
class LimitedWaitsLiveTest {
  private static final int ROUNDS = 4;

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void whoAsksAgainAndAgainIsAsStuckAsAnybody(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedTryLocks.class, kind)) {
      assertThat(Peeps.dump(victim))
          .contains("DEADLOCK (likely, 2 tasks stuck)", "\"to-giro\"", "\"to-savings\"")
          .contains("with a limit, ");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void tenMinutesAreLongEnough(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedTryLocks.class, kind, "once")) {
      assertThat(Peeps.dump(victim))
          .contains("DEADLOCK (likely, 2 tasks stuck)")
          .contains("with a limit, which had not passed at a second look");
    }
  }

  /** One picture does not tell how long the wait will be. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aHeapDumpAloneIsNoAlarm(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedTryLocks.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).are(1).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void whatNobodyCanBringIsLostHoweverOftenItIsAskedFor(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, AwaitedAgain.class, kind)) {
      assertThat(Peeps.dump(victim))
          .contains("LOST (likely, 1 task stuck): ", "LOST (likely, 2 tasks stuck): ")
          .contains("\"report\" waits for CountDownLatch@")
          .contains("\"caller\" waits for CompletableFuture@")
          .contains("\"writer\" waits for CountDownLatch@")
          .contains(", with a limit, and nobody else can ever open it: nothing else refers to it");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
    }
  }

  /** A latch for one count, in a worker behind which its own part is queued. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatIsQueuedBehindAWorkerThatWaitsForItNeverBegins(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, GatherWithLimit.class, "own")) {
      assertThat(Peeps.dump(victim))
          .contains("STARVATION (likely, 2 tasks stuck): all 2 workers of ThreadPoolExecutor@")
          .contains("GatherWithLimit.awaitPart");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
      assertThat(dead.findings()).extracting(Finding::kind).contains(FindingKind.STARVATION);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aSharedLatchThatTellsAllToStopIsNoAlarm(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, GatherWithLimit.class, "stop")) {
      assertThat(Peeps.dump(victim)).doesNotContain("(likely", "(proved");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whoGivesBackWhatHeHasIsNotStuck(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, BackingOff.class)) {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(Peeps.dump(victim)).doesNotContain("(likely", "(proved");
      }
    }
  }
}
