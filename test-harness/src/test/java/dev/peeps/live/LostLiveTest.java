package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedSemaphores;
import dev.peeps.victims.healthy.HeldElsewhere;
import dev.peeps.victims.lost.AnswerUnderLock;
import dev.peeps.victims.lost.CrossedBatches;
import dev.peeps.victims.lost.CrossedFutures;
import dev.peeps.victims.lost.DroppedFuture;
import dev.peeps.victims.lost.Forsaken;
import dev.peeps.victims.lost.WrongKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody alive can ever bring, from heap dumps of the hung process. */
class LostLiveTest {

  static Stream<Jdk> jdks() {
    return Jdks.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aFutureThatAnErrorPathDropped(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, DroppedFuture.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      List<Finding> lost = lost(dead);
      assertThat(lost).hasSize(2);
      assertThatFindings(withThread(lost, dead, "http-request"), dead.graph())
          .only(FindingKind.LOST)
          .is(Certainty.PROVED)
          .says("\"http-request\" waits for CompletableFuture@", "nothing else refers to it")
          .isAt("DroppedFuture.greet");
      Finding chain =
          lost.stream().filter(f -> f.certainty() == Certainty.LIKELY).findFirst().get();
      assertThat(chain.summary()).contains("depends on CompletableFuture@");
      LiveCut cut = LiveCut.of(victim);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  /** A heap dump records no owners of monitors: what is concluded from frames proves nothing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void whoCouldAnswerButForTheLockOfWhoAsks(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, AnswerUnderLock.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(lost(dead), dead.graph())
          .only(FindingKind.LOST)
          .is(Certainty.LIKELY)
          .says("\"clearing\" waits for", "\"bank\" refers to", "held by \"clearing\"")
          .isAt("AnswerUnderLock.clear");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void callsThatStandInAMapUnderTheWrongKey(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, WrongKey.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.LOST)
          .is(Certainty.LIKELY)
          .says(
              "2 tasks wait for 2 things (each a CompletableFuture)",
              "held only by RpcClient.PENDING")
          .blocks("caller-65536", "caller-65537")
          .isAt("WrongKey.ask");
      assertThat(dead.graph().entities())
          .anyMatch(e -> "RpcClient.PENDING → entry 65536".equals(e.attributes().get("heldBy")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void oneThingOfEachKindWhoseOtherSideHasGone(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertProved(dead, "start-up", "CountDownLatch@", "open it", "Forsaken.startUp");
      assertProved(dead, "observer", "Condition@", "signal it", "Forsaken.await");
      assertProved(dead, "db-user", "Semaphore@", "release a permit", "Forsaken.connect");
      assertProved(dead, "consumer", "LinkedBlockingQueue@", "other end", "Forsaken.consume");
      assertProved(dead, "stepper", "Phaser@", "open it", "Forsaken.arrive");
      assertThatFindings(withThread(lost(dead), dead, "consumer"), dead.graph())
          .only(FindingKind.LOST)
          .blocks("report");
      assertThat(lost(dead)).hasSize(5);
    }
  }

  private static void assertProved(
      DeadHeap dead, String thread, String thing, String deed, String site) {
    assertThatFindings(withThread(lost(dead), dead, thread), dead.graph())
        .only(FindingKind.LOST)
        .is(Certainty.PROVED)
        .says('"' + thread + "\" waits for " + thing, deed)
        .isAt(site);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void twoThatHoldEachOthersOnlyCompleter(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedFutures.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.LOST)
          .is(Certainty.PROVED)
          .says("\"pricing\" waits for", "which only \"stocks\"", "none of them can ever go on")
          .blocks("pricing", "stocks", "shop")
          .isAt("CrossedFutures.answer");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void twoThatHoldEachOthersPermit(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedSemaphores.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.LOST)
          .is(Certainty.PROVED)
          .blocks("copier", "archiver")
          .isAt("CrossedSemaphores.holdOneTakeOther");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void permitsThatAreLeftAndTooFew(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedBatches.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.LOST)
          .is(Certainty.PROVED)
          .says("3 tasks wait for Semaphore@", "nobody can ever release a permit")
          .blocks("upload-0", "upload-1", "upload-2")
          .isAt("CrossedBatches.upload");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void whatATimerASelectorOrAClientHoldsIsNotLost(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, HeldElsewhere.class)) {
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
      LiveCut cut = LiveCut.of(victim);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  private static List<Finding> lost(DeadHeap dead) {
    return dead.findings().stream().filter(f -> f.kind() == FindingKind.LOST).toList();
  }

  /** The findings whose first waiter is this thread. */
  private static List<Finding> withThread(List<Finding> findings, DeadHeap dead, String name) {
    return findings.stream()
        .filter(f -> dead.graph().entity(f.chain().get(0)).name().equals(name))
        .toList();
  }
}
