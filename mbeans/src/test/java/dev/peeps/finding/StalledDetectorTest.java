package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose wait makes a full queue a stalled one: only one that does not end. */
class StalledDetectorTest {
  private static final String QUEUE = "java.util.concurrent.ArrayBlockingQueue";

  private final TestGraph graph =
      new TestGraph()
          .threads("producer", "taker", "other", "gone")
          .things(EntityKind.CHANNEL, QUEUE, "queue", "next")
          .locks("lock")
          .futures("answer");

  StalledDetectorTest() {
    graph.with("queue").state("full");
    graph.with("next").state("full");
    graph.with("gone").state("TERMINATED").stack(List.of());
    graph.needs("producer", "queue");
    graph.knownTo("queue", "taker");
  }

  private List<Finding> check() {
    return new StalledDetector().check(new Inquiry(graph.build()));
  }

  @Test
  void aTakerBehindALockOfAThreadThatHasEnded() {
    graph.needs("taker", "lock").heldBy("lock", "gone");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.chain())
        .containsExactly(
            graph.id("producer"),
            graph.id("queue"),
            graph.id("taker"),
            graph.id("lock"),
            graph.id("gone"));
  }

  @Test
  void aTakerBehindALockOfAThreadThatGoesOnIsSlow() {
    graph.needs("taker", "lock").heldBy("lock", "other"); // which runs, or sleeps
    assertThat(check()).isEmpty();
  }

  @Test
  void aTakerBehindALockOfAThreadThatWaitsForATime() {
    graph.needs("taker", "lock").heldBy("lock", "other").timed("other", "answer");
    assertThat(check()).isEmpty();
  }

  @Test
  void aTakerThatWaitsForRoomInAQueueThatMoves() {
    graph.needs("taker", "next"); // whose own taker runs
    graph.knownTo("next", "other");
    assertThat(check()).isEmpty();
  }

  @Test
  void aTakerThatWaitsForRoomInAQueueThatDoesNot() {
    graph.needs("taker", "next").needs("other", "lock").heldBy("lock", "gone");
    graph.knownTo("next", "other");
    assertThat(check()).hasSize(2).allMatch(each -> each.certainty() == Certainty.LIKELY);
  }

  @Test
  void oneTakerOfSeveralThatRunsIsEnough() {
    graph.needs("taker", "lock").heldBy("lock", "gone");
    graph.knownTo("queue", "other");
    assertThat(check()).isEmpty();
  }

  @Test
  void whatNobodyIsKnownToBringIsOnlyPossible() {
    graph.needs("taker", "answer");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void whatNobodyAliveCanBringIsMore() {
    graph.with("answer").attribute("liveness", "unreached");
    graph.needs("taker", "answer");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void whatAShutdownHookMayBringIsOnlyPossible() {
    graph.with("answer").attribute("liveness", "shutdown");
    graph.needs("taker", "answer");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void oneWhoOnlyWaitsForConnectionsIsNoTaker() {
    graph.with("taker").idle(true);
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.summary()).contains("nobody was seen who takes from it");
  }

  @Test
  void besideOneWhoIsStuckThatIsPossible() {
    graph.needs("taker", "lock").heldBy("lock", "gone");
    graph.with("other").idle(true);
    graph.knownTo("queue", "other");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void norIsAMainMethodThatSleeps() {
    graph
        .with("taker")
        .state("TIMED_WAITING")
        .stack(List.of("java.lang.Thread.sleep(Native Method)", "app.Main.main(Main.java:3)"));
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** The socket. */
  private EntityBuilder takerReadsFromAPeer() {
    graph.things(EntityKind.SOCKET, "java.net.Socket", "peer").needs("taker", "peer");
    return graph.with("peer");
  }

  /** Neither one picture nor two tell a slow peer from a silent one. */
  @Test
  void aPeerMayAnswerYet() {
    takerReadsFromAPeer().attribute("sinceReceivedMillis", 3_000L);
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void oneThatHasBeenSilentForLongWillNot() {
    takerReadsFromAPeer().attribute("sinceReceivedMillis", 60_000L);
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** A connection that was idle for a minute until the question was sent. */
  @Test
  void oneThatWasAskedAMomentAgoIsNotSilent() {
    takerReadsFromAPeer()
        .attribute("sinceReceivedMillis", 60_000L)
        .attribute("sinceSentMillis", 2_000L)
        .attribute("retransmits", 1L);
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** What the kernel sends again and again is not asked anew each time. */
  @Test
  void oneThatConfirmsNothingForLongIsSilent() {
    takerReadsFromAPeer()
        .attribute("sinceReceivedMillis", 60_000L)
        .attribute("sinceSentMillis", 2_000L)
        .attribute("retransmits", 7L);
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void whatSomebodyAliveCanBringIsNone() {
    graph.with("answer").attribute("liveness", "reached");
    graph.needs("taker", "answer");
    assertThat(check()).isEmpty();
  }
}
