package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.HeldElsewhere;
import dev.peeps.victims.lost.AnswerUnderLock;
import dev.peeps.victims.lost.CrossedFutures;
import dev.peeps.victims.lost.DroppedFuture;
import dev.peeps.victims.lost.Forsaken;
import dev.peeps.victims.lost.ForsakenCrowd;
import dev.peeps.victims.lost.NestedTake;
import dev.peeps.victims.lost.OpenerBeforeClass;
import dev.peeps.victims.lost.UnfinishedBatch;
import dev.peeps.victims.lost.Unheard;
import dev.peeps.victims.lost.WrongKey;
import dev.peeps.victims.stalled.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody can bring any more, as the live JVM says when libpeeps asks it. */
class ReachLiveTest {
  /** On a busy machine a search takes long; what it says is the same. */
  private static final String PATIENTLY = "--max-pause=20000";

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void oneThingOfEachKindWhoseOtherSideHasGone(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class, kind)) {
      String text = Peeps.dump(victim, PATIENTLY);
      for (String waiter : List.of("start-up", "observer", "db-user", "consumer", "stepper")) {
        assertThat(text.lines())
            .anyMatch(line -> line.contains("LOST (likely") && line.contains('"' + waiter + '"'));
      }
      assertThat(text).doesNotContain("LOST (proved"); // the program goes on meanwhile
    }
  }

  /** Whoever said that it is stuck may have a frame left for a moment, and so be one who runs. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("batches")
  void whatAMainMethodWaitsForWhenNothingElseGoesOn(Jdk jdk, String what) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, UnfinishedBatch.class, what)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(Peeps.dump(victim, PATIENTLY).lines())
                      .anyMatch(line -> line.startsWith("LOST (likely, 1 task stuck): \"main\"")));
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .only(FindingKind.LOST)
          .isAt("UnfinishedBatch.main");
    }
  }

  static Stream<Arguments> batches() {
    return Jdks.all()
        .flatMap(
            jdk ->
                Stream.of("latch", "phaser", "permit", "monitor", "future")
                    .map(what -> Arguments.of(jdk, what)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void notificationsPartnersAndTakersThatNobodyWillBe(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Unheard.class, kind)) {
      String text = Peeps.dump(victim, PATIENTLY);
      for (String waiter : List.of("observer", "trader", "courier", "twice")) {
        assertThat(text.lines())
            .anyMatch(line -> line.contains("LOST (likely") && line.contains('"' + waiter + '"'));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void producersWhoseConsumerHasDied(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Pipeline.class, "gone")) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(line -> line.contains("LOST (likely") && line.contains("crawler-"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void futuresOfWhichEachWaiterIsTheOthersCompleter(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedFutures.class, kind)) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(line -> line.contains("LOST (likely") && line.contains("\"pricing\""));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void whoCouldAnswerButForTheLockOfWhoAsks(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, AnswerUnderLock.class, kind)) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(
              line ->
                  line.matches(
                      "LOST \\(likely.*\"clearing\" waits for CompletableFuture.*, which only"
                          + " .*\"bank\" refers to, and that waits for monitor of Object.*, held by"
                          + " .*\"clearing\".*"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void whoWouldOpenItWaitsForTheClassThatWaits(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OpenerBeforeClass.class, kind)) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(line -> line.matches("LOST \\(likely.*\"reader\" waits for CountDownLatch.*"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aFutureThatAnErrorPathDropped(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, DroppedFuture.class)) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(line -> line.contains("LOST (likely") && line.contains("\"http-request\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatAForgottenMapHoldsThatNobodyUsesIsLikelyLostAndTheFieldIsNamed(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, WrongKey.class)) {
      // The main method may use the field as long as it has not ended.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                String text = Peeps.dump(victim, PATIENTLY);
                assertThat(text.lines())
                    .anyMatch(
                        line ->
                            line.contains("LOST (likely, 2 tasks")
                                && line.contains("held only by RpcClient.PENDING"));
                assertThat(text)
                    .contains(
                        "reachable only from static field RpcClient.PENDING, which no runnable"
                            + " thread is using");
              });
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void timersSelectorsAndPeersStillHoldWhatIsWaitedFor(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, HeldElsewhere.class, kind)) {
      String text = Peeps.dump(victim, PATIENTLY);
      assertThat(text).doesNotContain("LOST (likely").doesNotContain("LOST (proved");
      assertThat(text).doesNotContain("reachability-unknown");
      assertThat(text.lines())
          .noneMatch(line -> line.contains("LOST") && line.contains("waits-for"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aHeapTooLargeForTheBudgetIsSaidToBe(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class)) {
      assertThat(Peeps.dump(victim, "--max-pause=1", "--walk=narrow"))
          .doesNotContain("LOST (likely");
    }
  }

  /** Virtual threads are daemons, of which it may be meant. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void takersOfAHomeMadePoolOfWhomEachHasWhatTheOtherWants(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, NestedTake.class)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(Peeps.dump(victim, PATIENTLY).lines())
                      .anyMatch(
                          line ->
                              line.contains("LOST (likely, 2 tasks") && line.contains("order-")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whereSomethingElseGoesOnTheyMayBeConsumersWithoutWork(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, NestedTake.class, "clock")) {
      assertThat(Peeps.dump(victim, PATIENTLY)).doesNotContain("LOST (likely");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void ourOwnRegistryIsNoEvidence(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class)) {
      Set<String> without = lost(Peeps.dump(victim, PATIENTLY, "--no-registry"));
      assertThat(without).hasSizeGreaterThan(4);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                String text = Peeps.dump(victim, PATIENTLY, "--all");
                assertThat(text)
                    .contains("\"peeps-registry\"")
                    .doesNotContain("RegistryMain.thread");
                assertThat(lost(text)).isEqualTo(without);
              });
    }
  }

  /** Objects have other numbers in each picture. */
  private static Set<String> lost(String text) {
    return text.lines()
        .filter(line -> line.contains("LOST ("))
        .map(line -> line.replaceAll("@\\w+", "@").replaceFirst(".*LOST ", "LOST "))
        .collect(Collectors.toSet());
  }

  /** Nothing in the cut refers to who waits for a condition; the search must know the thread. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void virtualThreadsWhoseFramesWereNotLookedInto(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ForsakenCrowd.class, "condition")) {
      assertThat(Peeps.dump(victim, PATIENTLY, "--frames=0"))
          .contains("liveness=unreached")
          .doesNotContain("liveness=reached");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void whoWasNotLookedAtAgainIsCounted(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ForsakenCrowd.class)) {
      assertThat(Peeps.dump(victim, PATIENTLY).lines())
          .anyMatch(line -> line.matches(".*reachability-unknown.*200.*looked at again.*"));
    }
  }
}
