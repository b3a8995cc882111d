package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.FindingAssert;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.abandoned.CrashedImport;
import dev.peeps.victims.abandoned.LeakedPermits;
import dev.peeps.victims.abandoned.NoThreadLeft;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was held by somebody who will not give it back. */
class AbandonedLiveTest {

  static Stream<Arguments> ways() {
    return Jdks.all()
        .flatMap(
            jdk ->
                Stream.of("lock", "write", "read", "second", "worker")
                    .map(way -> Arguments.of(jdk, way, "platform")));
  }

  /** A virtual thread that has ended is in no list of the JDK's. */
  static Stream<Arguments> virtualWays() {
    return Jdks.withVirtualThreads()
        .flatMap(
            jdk ->
                Stream.of("lock", "write", "read", "second")
                    .map(way -> Arguments.of(jdk, way, "virtual")));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource({"ways", "virtualWays"})
  void aLockWhoseOwnerHasEndedOrForgottenIt(Jdk jdk, String way, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrashedImport.class, way, kind)) {
      LiveCut cut = LiveCut.held(victim);
      String type =
          way.equals("lock") || way.equals("worker") ? "ReentrantLock" : "ReentrantReadWriteLock";
      FindingAssert finding =
          assertThatFindings(cut.confirmedFindings(), cut.graph())
              .are(1)
              .only(FindingKind.ABANDONED)
              .says(type, "3 tasks wait for it")
              .blames(type)
              .blocks("session-1", "session-2", "session-3")
              .isAt("CrashedImport.sell");
      switch (way) {
        case "worker" -> finding.is(Certainty.LIKELY).blames("import-worker").says("wait for work");
        case "second" -> finding.is(Certainty.PROVED).says("none of its readers is alive");
        default ->
            finding.is(Certainty.PROVED).blames("import").says("\"import\", which has ended");
      }
    }
  }

  static Stream<Arguments> unexplained() {
    return Jdks.all()
        .flatMap(jdk -> Stream.of("permits", "latch").map(way -> Arguments.of(jdk, way)));
  }

  /** Neither records who owes it: that nobody at hand explains it is all that can be said. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("unexplained")
  void permitsOrALatchThatNobodyAtHandExplains(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, LeakedPermits.class, way)) {
      String text = Peeps.dump(victim, "--max-pause=20000");
      assertThat(text.lines())
          .anyMatch(line -> line.contains("ABANDONED (possible") && line.contains("\"waiter\""));
      assertThat(text).doesNotContain("(likely").doesNotContain("(proved");
    }
  }

  /** The last worker failed, and the factory had no thread to take its place. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aPoolThatHasNoThreadLeft(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, NoThreadLeft.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .only(FindingKind.ABANDONED)
          .is(Certainty.LIKELY)
          .says("ThreadPoolExecutor", "does not run what is queued in it, since it has no thread")
          .blocks("order")
          .isAt("NoThreadLeft.place");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.ABANDONED)
          .is(Certainty.LIKELY)
          .blocks("order");
    }
  }
}
