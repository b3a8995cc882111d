package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits with a limit: one of them ends, one after the other does not. */
class LimitedWaitsTest {
  private static final long SOON = 200;

  /** "a" waits without a limit for what "b" has, who asks for a's lock for a second at a time. */
  private static TestGraph abba(long cpuNanos) {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").timed("b", "L1");
    graph.with("b").state("TIMED_WAITING").attribute("cpuNanos", cpuNanos);
    return graph;
  }

  @Test
  void oneWaitWithALimitIsOnlyPossiblyStuck() {
    Finding finding = only(Findings.standard().find(abba(5).build()));

    assertThat(finding.kind()).isEqualTo(FindingKind.DEADLOCK);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt())
        .isEqualTo("\"b\" waits with a limit, and may give up when that has passed");
  }

  @Test
  void aWaitThatHasBegunAgainIsLikelyToDoSoForEver() {
    Confirmation confirmation = confirm(abba(5), abba(6));

    Finding finding = only(confirmation.findings());
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt())
        .contains("\"b\" needs ReentrantLock")
        .contains("with a limit, and again when that has passed");
    assertThat(confirmation.graph().edges()).noneMatch(edge -> edge.timed());
  }

  /** Ten minutes are for ever, too: nobody in the circle has moved for more than a second. */
  @Test
  void aWaitThatHasNotEndedIsLikelyAsWellAndSaysThatTheLimitMayEndIt() {
    Finding finding = only(confirm(abba(5), abba(5)).findings());

    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt()).contains("with a limit, which had not passed at a second look");
  }

  @Test
  void whoWaitsElsewhereHasGivenUp() {
    TestGraph second = abba(6);
    second.with("b").stack(List.of("app.b.other(App.java:9)"));

    assertThat(confirm(abba(5), second).findings())
        .noneMatch(finding -> finding.certainty() != Certainty.POSSIBLE);
  }

  @Test
  void theCircleMustBeThereAgain() {
    TestGraph second = new TestGraph().threads("a", "b").locks("L1", "L2");
    second.heldBy("L1", "a").needs("a", "L2").timed("b", "L1");
    second.with("b").state("TIMED_WAITING").attribute("cpuNanos", 6L);

    assertThat(confirm(abba(5), second).findings())
        .noneMatch(finding -> finding.certainty() == Certainty.LIKELY);
  }

  /** As those do who want to avoid a deadlock: they give back what they have, and try again. */
  @Test
  void aLockThatWasGivenBackInBetweenIsNoDeadlock() {
    TestGraph first = abba(5);
    first.with("L2").attribute("mark", 1L);
    TestGraph second = abba(6);
    second.with("L2").attribute("mark", 2L);

    Finding finding = only(confirm(first, second).findings());
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt()).isEqualTo(LimitedWaits.MOVED);
  }

  /** A monitor has no mark: where its owner has begun again, who is blocked there has to speak. */
  @Test
  void aMonitorThatMayHaveBeenGivenBackInBetweenIsNoDeadlock() {
    Finding finding = only(confirm(monitor(5, 5), monitor(6, 7)).findings());
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt()).isEqualTo(LimitedWaits.MOVED);

    assertThat(only(confirm(monitor(5, 5), monitor(6, 5)).findings()).certainty())
        .isEqualTo(Certainty.LIKELY);
    // The owner has not run: whoever woke the other one, it was for nothing.
    assertThat(only(confirm(monitor(5, 5), monitor(5, 7)).findings()).certainty())
        .isEqualTo(Certainty.LIKELY);
  }

  /** "b" has the monitor L2, at which "a" is blocked, and asks for a's lock. */
  private static TestGraph monitor(long owner, long blocked) {
    TestGraph graph = abba(owner);
    graph.with("a").state("BLOCKED").attribute("cpuNanos", blocked);
    return graph;
  }

  /** A second of waiting does not begin again within 200 ms. */
  @Test
  void theSecondLookWaitsForTheLimitToPass() {
    Graph graph = abba(5).build();
    List<Finding> findings = Findings.standard().find(graph);

    assertThat(SecondCut.dueMillis(findings, graph, SOON)).isGreaterThan(1_000);
    assertThat(SecondCut.suspects(findings, graph)).hasSize(2);
  }

  @Test
  void withoutSuchWaitsNothingTakesLonger() {
    TestGraph endless = new TestGraph().threads("a", "b").locks("L1", "L2");
    endless.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").needs("b", "L1");
    Graph graph = endless.build();

    assertThat(SecondCut.dueMillis(Findings.standard().find(graph), graph, SOON)).isEqualTo(SOON);
  }

  @Test
  void aLockThatNobodyGivesBackIsAskedForAgainAndAgain() {
    Finding finding = only(confirm(left(5), left(6)).findings());

    assertThat(finding.kind()).isEqualTo(FindingKind.ABANDONED);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
  }

  private static TestGraph left(long cpuNanos) {
    TestGraph graph = new TestGraph().threads("waiter", "gone").locks("lock");
    graph.timed("waiter", "lock").heldBy("lock", "gone");
    graph.with("gone").state("TERMINATED").stack(List.of());
    graph.with("waiter").state("TIMED_WAITING").attribute("cpuNanos", cpuNanos);
    return graph;
  }

  /** An idle consumer polls again and again, and nobody owes it anything. */
  @Test
  void whoPollsAQueueIsNoFinding() {
    assertThat(Findings.standard().find(poller(5).build())).isEmpty();
    assertThat(confirm(poller(5), poller(6)).findings()).isEmpty();
  }

  private static TestGraph poller(long cpuNanos) {
    TestGraph graph = new TestGraph().threads("poller");
    graph.things(EntityKind.CHANNEL, "java.util.concurrent.LinkedBlockingQueue", "queue");
    graph.timed("poller", "queue");
    graph.with("poller").state("TIMED_WAITING").attribute("cpuNanos", cpuNanos);
    return graph;
  }

  private static Confirmation confirm(TestGraph first, TestGraph second) {
    Graph then = first.build();
    return Confirmation.of(Findings.standard().find(then), then, second.build());
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
