package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.starvation.GatherInPool;
import dev.peeps.victims.starvation.MailTimer;
import dev.peeps.victims.starvation.PagesOfReports;
import dev.peeps.victims.starvation.PinnedCarriers;
import dev.peeps.victims.starvation.RateTimer;
import dev.peeps.victims.starvation.ReplyBehindWorker;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors that wait for themselves. */
class StarvationLiveTest {

  static Stream<Arguments> pools() {
    return Jdks.all()
        .flatMap(
            jdk ->
                Stream.of(
                        "fixed",
                        "single",
                        "scheduled",
                        "bounded",
                        "deque",
                        "priority",
                        "stages",
                        "fork-join")
                    .map(pool -> Arguments.of(jdk, pool)));
  }

  static Stream<Arguments> gathers() {
    return Jdks.all()
        .flatMap(
            jdk ->
                Stream.of("latch", "barrier", "complete", "callback", "fork-join")
                    .map(way -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("gathers")
  void whatIsQueuedHasTheOnlyReferenceToWhatTheWorkersWaitFor(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, GatherInPool.class, way)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.STARVATION)
          .is(Certainty.LIKELY)
          .says("all 2 workers of", way.equals("barrier") ? "5 workers would" : "3 workers would")
          .isAt("GatherInPool.");
    }
  }

  /** Only a search through the heap tells: everybody knows the pool, and what is in its queue. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatIsQueuedLeadsToItSomewhereInTheDeep(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, GatherInPool.class, "deep")) {
      assertThat(Peeps.dump(victim, "--max-pause=20000").lines())
          .anyMatch(
              line -> line.matches("STARVATION \\(likely, .*all 2 workers of ThreadPoolExecutor.*"))
          .noneMatch(line -> line.contains("within reach of"));
    }
  }

  /** Who waits for what a worker would bring is behind the pool, and no finding of its own. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatAWorkerHasThroughOtherObjectsComesWhenThePoolGoesOn(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ReplyBehindWorker.class)) {
      assertThat(Peeps.dump(victim, "--max-pause=20000").lines())
          .anyMatch(line -> line.matches("STARVATION \\(likely, .*the only worker of Thread.*"))
          .noneMatch(line -> line.contains("LOST"));
    }
  }

  static Stream<Arguments> carriers() {
    return Jdks.all()
        .filter(jdk -> jdk.feature() >= 24) // before, a thread that waits for a monitor pins, too
        .flatMap(jdk -> Stream.of("1", "2").map(carriers -> Arguments.of(jdk, carriers)));
  }

  /** A virtual thread that could give back what all wait for finds no carrier. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("carriers")
  void carriersThatAreAllPinned(Jdk jdk, String carriers) {
    VictimProcess.Start start =
        new VictimProcess.Start(jdk)
            .options("-Djdk.virtualThreadScheduler.parallelism=" + carriers)
            .args(carriers);
    try (VictimProcess victim = start.stuck(PinnedCarriers.class.getName())) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.STARVATION)
          .is(Certainty.PROVED)
          .says("ForkJoinPool@", "virtual thread \"updater\"", "which no worker is free to run")
          .leadsThrough("users", "ReentrantLock", "updater")
          .isAt("PinnedCarriers.");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).only(FindingKind.STARVATION);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aTimerWhoseTaskWaitsForALaterOne(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, MailTimer.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.STARVATION)
          .is(Certainty.LIKELY)
          .says("the only worker of Timer@", "\"mail-timer\" waits for")
          .isAt("MailTimer.send");
    }
  }

  /** The JDK's cleaner refers to the queue of every Timer, and runs nothing of what is in it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aTimerWhoseTaskTakesWhatALaterOneIsToPut(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, RateTimer.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .only(FindingKind.STARVATION)
          .is(Certainty.LIKELY)
          .says("the only worker of Timer@", "\"rate-timer\" waits for")
          .isAt("RateTimer.apply");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pools")
  void aPoolWhoseWorkersWaitForWhatIsQueuedInIt(Jdk jdk, String pool) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, PagesOfReports.class, pool)) {
      LiveCut cut = LiveCut.held(victim);
      String type = pool.equals("fork-join") ? "ForkJoinPool" : "ThreadPoolExecutor";
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .only(FindingKind.STARVATION)
          .is(Certainty.PROVED)
          .says(pool.equals("single") ? "the only worker of" : "all 2 workers of", type)
          .says(pool.equals("single") ? "2 workers would" : "3 workers would")
          .blames(type)
          .blocks("http-request")
          .isAt("PagesOfReports.render");
    }
  }
}
