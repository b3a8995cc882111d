package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors that wait for themselves: threads of their own, turns on others', full queues. */
class StarvationDetectorTest {
  private final TestGraph graph =
      new TestGraph()
          .threads("worker", "other", "producer")
          .futures("answer")
          .things(EntityKind.CHANNEL, "java.util.concurrent.ArrayBlockingQueue", "queue")
          .things(EntityKind.EXECUTOR, "a.Pool", "pool")
          .things(EntityKind.EXECUTOR, "a.Turns", "turns")
          .things(EntityKind.CUSTOM, "a.Job", "job")
          .things(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "latch")
          .locks("lock");

  private Finding only() {
    List<Finding> findings = Findings.standard().find(graph.build());
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).kind()).isEqualTo(FindingKind.STARVATION);
    return findings.get(0);
  }

  @Test
  void theOnlySlotOfAnExecutor() {
    graph.with("turns").attribute("slots", 1L);
    graph.needs("worker", "answer").providedBy("answer", "turns").providedBy("turns", "worker");
    assertThat(only().summary())
        .isEqualTo(
            "starvation: the only slot of Turns@7 is taken by a task that waits for what is queued"
                + " in it: \"worker\" waits for CompletableFuture@4, which no slot is free to run;"
                + " 2 slots would have been enough to begin it");
  }

  /** What it waits for is taken in by the executor, and no queued task says so. */
  @Test
  void aWorkerThatNeedsAWorkerItself() {
    graph.needs("worker", "pool").providedBy("pool", "worker");
    assertThat(only().summary())
        .isEqualTo(
            "starvation: the only worker of Pool@6 waits for one of its workers to be free:"
                + " \"worker\" needs one; 2 workers would have been enough to begin it");
  }

  /** A thread that has a lock waits for an event, and the event loop for the lock. */
  @Test
  void nobodyIsAdvisedToGiveALoopASecondThread() {
    graph.with("pool").attribute("singleThread", true);
    graph.heldBy("lock", "other").needs("other", "answer").providedBy("answer", "pool");
    graph.providedBy("pool", "worker").needs("worker", "lock");
    assertThat(only().summary())
        .startsWith("starvation: the only worker of Pool@6 waits for what is queued in it")
        .doesNotContain("would have been enough");
  }

  @Test
  void anExecutorThatIsQueuedInAnotherIsNotTheOneToEnlarge() {
    graph.with("turns").attribute("slots", 1L);
    graph.needs("worker", "answer").providedBy("answer", "turns").providedBy("turns", "pool");
    graph.providedBy("pool", "worker");
    assertThat(only().summary())
        .isEqualTo(
            "starvation: the only worker of Pool@6 waits for what is queued in it: \"worker\" waits"
                + " for CompletableFuture@4, which no worker is free to run; 2 workers would have"
                + " been enough to begin it");
  }

  @Test
  void aLockThatOnlyAQueuedTaskOpensIsNotRunItself() {
    graph.needs("worker", "lock").providedBy("lock", "pool").providedBy("pool", "worker");
    assertThat(only().summary())
        .contains("which only what is queued can bring: no worker is free to run that; 2 workers");
  }

  @Test
  void aProducerThatHoldsWhatTheWorkersOfTheFullQueueWant() {
    graph.with("queue").state("full");
    graph.needs("producer", "queue").providedBy("queue", "pool").providedBy("pool", "worker");
    graph.needs("worker", "lock").heldBy("lock", "producer");
    assertThat(only().summary())
        .isEqualTo(
            "starvation: the only worker of Pool@6 waits for room in its queue: \"worker\" waits"
                + " for ArrayBlockingQueue@5, through others, which no worker is free to empty");
  }

  @Test
  void aProducerBeforeAPoolThatWorksIsFine() {
    graph.with("queue").state("full");
    graph.needs("producer", "queue").providedBy("queue", "pool").providedBy("pool", "worker");
    assertThat(Findings.standard().find(graph.build())).isEmpty();
  }

  /** Some worker may be there that was not seen: its layout says nothing of the crew then. */
  @Test
  void aProducerBeforeAPoolWhoseWorkersAreNotKnown() {
    graph.with("queue").state("full");
    graph.needs("producer", "queue").providedBy("queue", "pool");
    assertThat(Findings.standard().find(graph.build())).isEmpty();
  }

  /** Nobody has to go round the executor: the workers wait for what has nothing to do with it. */
  @Test
  void aProducerBeforeAPoolThatWaitsForWhatHasEnded() {
    graph.threads("gone");
    graph.with("gone").state("TERMINATED").stack(List.of());
    graph.with("queue").state("full");
    graph.needs("producer", "queue").providedBy("queue", "pool").providedBy("pool", "worker");
    graph.needs("worker", "lock").heldBy("lock", "gone");
    List<Finding> findings = Findings.standard().find(graph.build());
    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly(FindingKind.ABANDONED, FindingKind.STALLED);
    assertThat(findings.get(1).summary())
        .isEqualTo(
            "stalled: ArrayBlockingQueue@5 is full, and \"producer\" waits for room; \"worker\","
                + " which could take from it, waits for ReentrantLock@a");
    assertThat(findings.get(1).chain())
        .containsExactly(
            graph.id("producer"),
            graph.id("queue"),
            graph.id("pool"),
            graph.id("worker"),
            graph.id("lock"),
            graph.id("gone"));
  }

  /** That nobody can open it is true, and says less than why. */
  @Test
  void aLatchThatAQueuedTaskWouldOpenIsNotLostAsWell() {
    graph.with("latch").state("closed").attribute("liveness", "unreached");
    graph.needs("worker", "latch").providedBy("job", "pool").providedBy("pool", "worker");
    graph.given("latch", "job");
    assertThat(only().tasks()).contains(graph.id("worker"));
  }

  /** What a task refers to over its own objects is not said to be handed to it. */
  @Test
  void aFutureOutOfReachThatOnlyAQueuedTaskRefersTo() {
    graph.with("answer").state("pending").attribute("liveness", "unreached");
    graph.needs("worker", "answer").providedBy("job", "pool").providedBy("pool", "worker");
    graph.knownTo("answer", "job");
    assertThat(only().certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** Ten tasks of a pool want what its producer brings once there is room for one more. */
  @Test
  void aLatchForWhichQueuedTasksWouldWaitAsWellAndTheBlockedProducerHas() {
    graph.with("latch").state("closed").attribute("liveness", "reached");
    graph.with("latch").attribute("queuedWaiters", 8L);
    graph.with("queue").state("full");
    graph.needs("producer", "queue").providedBy("queue", "pool").providedBy("pool", "worker");
    graph.needs("worker", "latch").knownTo("latch", "producer");
    assertThat(only().certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** Whoever knows the pool can get at what is queued in it, and nobody does. */
  @Test
  void aFutureWithinReachThatAQueuedTaskRefersToIsPossible() {
    graph.with("answer").state("pending").attribute("liveness", "reached");
    graph.needs("worker", "answer").providedBy("job", "pool").providedBy("pool", "worker");
    graph.knownTo("answer", "job");
    assertThat(only().certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** A logger's worker wants the lock under which somebody waits for room in the logger's queue. */
  @Test
  void aFullQueueWhoseTakerWantsTheLockOfItsProducer() {
    graph.with("queue").state("full");
    graph.needs("producer", "queue").knownTo("queue", "worker");
    graph.needs("worker", "lock").heldBy("lock", "producer");
    List<Finding> findings = Findings.standard().find(graph.build());
    assertThat(findings).extracting(Finding::kind).containsExactly(FindingKind.DEADLOCK);
    assertThat(findings.get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** Workers of a pool made by hand, each at its own monitor and with all others at hand. */
  @Test
  void whoWaitsForANotificationAndKnowsWhatOthersWaitForIsOnlyPossiblyStuck() {
    graph.locks("another").with("lock").state("free").attribute("inObjectWait", 1L);
    graph.with("another").state("free").attribute("inObjectWait", 1L);
    graph.needs("worker", "lock").knownTo("lock", "other");
    graph.needs("other", "another").knownTo("another", "worker");
    assertThat(Findings.standard().find(graph.build()))
        .allMatch(finding -> finding.certainty() == Certainty.POSSIBLE);
  }

  @Test
  void aLatchForWhichOnlyQueuedTasksWouldWaitAsWellIsLost() {
    graph.with("latch").state("closed").attribute("liveness", "unreached");
    graph.with("latch").attribute("queuedWaiters", 8L);
    graph.needs("worker", "latch").providedBy("pool", "worker");
    assertThat(Findings.standard().find(graph.build()))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LOST);
  }

  @Test
  void aFutureOutOfReachThatOnlyAThreadRefersToIsLost() {
    graph.with("answer").state("pending").attribute("liveness", "unreached");
    graph.needs("worker", "answer").needs("other", "lock").heldBy("lock", "worker");
    graph.knownTo("answer", "other");
    assertThat(Findings.standard().find(graph.build()))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LOST);
  }

  @Test
  void aLatchThatATaskInAQueueThatMovesWouldOpen() {
    graph.with("latch").state("closed");
    graph.needs("worker", "latch").providedBy("job", "pool");
    graph.given("latch", "job");
    assertThat(Findings.standard().find(graph.build()))
        .allMatch(finding -> finding.certainty() == Certainty.POSSIBLE);
  }
}
