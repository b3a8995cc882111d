package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is out of reach and yet not lost, since it has come already. */
class LostThingsTest {
  private static List<Finding> found(EntityKind kind, String type, String state) {
    TestGraph graph = new TestGraph("1").threads("waiter").things(kind, type, "thing");
    graph.with("thing").state(state).attribute("liveness", "unreached");
    Graph built = graph.needs("waiter", "thing").build();
    return new LostDetector().check(new Inquiry(built));
  }

  @ParameterizedTest
  @CsvSource({
    "FUTURE, java.util.concurrent.CompletableFuture, pending",
    "LATCH, java.util.concurrent.CountDownLatch, closed",
    "SEMAPHORE, java.util.concurrent.Semaphore, exhausted"
  })
  void isLost(EntityKind kind, String type, String state) {
    assertThat(found(kind, type, state)).hasSize(1);
  }

  /** Whoever has completed it is gone, and the waiter has not woken yet. */
  @ParameterizedTest
  @CsvSource({
    "FUTURE, java.util.concurrent.CompletableFuture, done",
    "FUTURE, java.util.concurrent.FutureTask, failed",
    "FUTURE, java.util.concurrent.FutureTask, cancelled",
    "LATCH, java.util.concurrent.CountDownLatch, open",
    "SEMAPHORE, java.util.concurrent.Semaphore, available",
    "LOCK, java.util.concurrent.locks.ReentrantLock, free"
  })
  void hasCome(EntityKind kind, String type, String state) {
    assertThat(found(kind, type, state)).isEmpty();
  }

  /** A thread waits once: the deadlock that it is in says more than the latch below the join. */
  @Test
  void whatAThreadInADeadlockSeemsToWaitForBesidesIsNoFinding() {
    TestGraph graph = new TestGraph("1").threads("one", "two");
    graph.things(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "end");
    graph.with("end").state("closed").attribute("liveness", "unreached");
    Graph built = graph.needs("one", "two").needs("two", "one").needs("one", "end").build();
    assertThat(new LostDetector().check(new Inquiry(built))).isEmpty();
  }

  /** Work without bounds is ended, and that is said. */
  @Test
  @Timeout(60)
  void waysRoundThatWereNotSearchedAreSaid() {
    int many = 2_100;
    TestGraph graph = new TestGraph("1").threads("main", "holder").futures("c0");
    for (int i = 1; i < many; i++) {
      graph.futures("c" + i).needs("c" + i, "c" + (i - 1));
    }
    graph.needs("main", "c" + (many - 1)).needs("holder", "c" + (many - 1));
    for (int i = 0; i < many; i++) {
      graph.futures("f" + i).needs("c0", "f" + i);
      graph
          .with("f" + i)
          .state("pending")
          .attribute("liveness", "unreached")
          .attribute("heldByTasks", List.of(graph.id("holder")));
    }
    LostDetector detector = new LostDetector();
    assertThat(detector.check(new Inquiry(graph.build()))).isNotEmpty();
    assertThat(detector.notices())
        .extracting(notice -> notice.code())
        .contains("circles-not-searched");
  }

  /** A main method that has dropped the completers of all that it gathers. */
  @Test
  @Timeout(60)
  void manyOfOneHolderAreOneFinding() {
    int many = 50_000;
    TestGraph graph = new TestGraph("1").threads("main").futures("all");
    graph.needs("main", "all");
    for (int i = 0; i < many; i++) {
      graph.futures("f" + i).needs("all", "f" + i);
      graph
          .with("f" + i)
          .attribute("liveness", "unreached")
          .attribute("heldByTasks", List.of(graph.id("main")));
    }
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).culprits()).hasSize(many);
    assertThat(findings.get(0).tasks()).contains(graph.id("main"));
  }

  @Test
  void whatTasksHaveDiedOfIsTold() {
    TestGraph graph = new TestGraph("1").threads("a").futures("task", "other");
    graph.things(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "latch");
    graph.with("latch").state("closed").attribute("liveness", "unreached");
    graph.with("task").state("failed").attribute("failure", "java.io.IOException");
    graph.needs("a", "latch");
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings.get(0).summary())
        .endsWith("; 1 task has failed: CompletableFuture@2 with java.io.IOException");
  }

  /** A feed that throws is not run again by its scheduler, and its queue stays empty. */
  @Test
  void whoWasToFillAQueueAndHasDiedIsTold() {
    TestGraph graph = new TestGraph("1").threads("main").futures("feed");
    graph.things(EntityKind.CHANNEL, "java.util.concurrent.LinkedBlockingQueue", "queue");
    graph.with("queue").state("empty").attribute("liveness", "unreached");
    graph.with("feed").state("failed").attribute("failure", "java.lang.IllegalStateException");
    graph.needs("main", "queue");
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings.get(0).summary())
        .endsWith("; 1 task has failed: CompletableFuture@2 with java.lang.IllegalStateException");
  }

  @Test
  void whoIsToNotifyAMonitorIsNoTaskThatFails() {
    TestGraph graph = new TestGraph("1").threads("main").futures("feed").monitors("state");
    graph.with("state").attribute("liveness", "unreached").attribute("inObjectWait", 1L);
    graph.with("feed").state("failed").attribute("failure", "java.lang.IllegalStateException");
    graph.needs("main", "state");
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings.get(0).summary()).doesNotContain("failed");
  }

  @Test
  void whatHangsBehindAnotherLostThingIsItsConsequence() {
    TestGraph graph = new TestGraph("1").threads("a", "b").futures("one", "two");
    graph.with("one").attribute("liveness", "unreached");
    graph.with("one").attribute("heldByTasks", List.of(graph.id("b")));
    graph.with("two").attribute("liveness", "unreached");
    graph.needs("a", "one").needs("b", "two");
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).culprits()).containsExactly(graph.id("two"));
  }

  @Test
  void whatIsHeldByOneWhoWaitsForALockIsThatOnesConsequence() {
    TestGraph graph = new TestGraph("1").threads("a", "b", "c").futures("one").locks("lock");
    graph.with("one").attribute("liveness", "unreached");
    graph.with("one").attribute("heldByTasks", List.of(graph.id("b")));
    graph.needs("a", "one").needs("b", "lock").heldBy("lock", "c");
    assertThat(new LostDetector().check(new Inquiry(graph.build()))).isEmpty();
  }

  /** Holds a lock while it waits for an answer that is given under that lock. */
  private static TestGraph answerUnderLock() {
    TestGraph graph = new TestGraph("1").threads("asker", "answerer").futures("answer");
    graph.monitors("ledger").needs("asker", "answer");
    graph.needs("answerer", "ledger").heldBy("ledger", "asker");
    graph.with("answer").attribute("liveness", "unreached");
    return graph;
  }

  private static void assertNamesTheWayRound(TestGraph graph) {
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).summary())
        .matches(
            "lost: \"asker\" waits for .*, which only \"answerer\" refers to, and that waits for "
                + ".*, held by \"asker\": none of them can ever go on");
    assertThat(findings.get(0).culprits())
        .containsExactly(graph.id("answer"), graph.id("answerer"));
    assertThat(findings.get(0).chain())
        .containsExactly(
            graph.id("asker"), graph.id("answer"), graph.id("answerer"), graph.id("ledger"));
  }

  @Test
  void whoCouldBringItAndWaitsForTheWaiterIsNamed() {
    TestGraph graph = answerUnderLock();
    graph.with("answer").attribute("heldByTasks", List.of(graph.id("answerer")));
    assertNamesTheWayRound(graph);
  }

  @Test
  void whoIsKnownToReferToItIsOneToo() {
    TestGraph graph = answerUnderLock();
    graph.edge(
        new Edge(
            graph.id("answer"),
            graph.id("answerer"),
            EdgeKind.KNOWN_TO,
            Evidence.INFERRED,
            "refers to it",
            null,
            false));
    assertNamesTheWayRound(graph);
  }

  @Test
  void whoOnlyWaitsForWhatComesOfItDoesNotHoldIt() {
    TestGraph graph = new TestGraph("1").threads("race").futures("any", "one", "two");
    graph.needs("race", "any").needsAny("any", "one", "two");
    for (String answer : List.of("one", "two")) {
      graph.with(answer).attribute("liveness", "unreached");
      graph.with(answer).attribute("heldByTasks", List.of(graph.id("race")));
    }
    List<Finding> findings = new LostDetector().check(new Inquiry(graph.build()));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).summary()).endsWith("nothing else refers to them");
  }

  @Test
  void theFindingNamesWhoWaits() {
    assertThat(found(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", "pending").get(0))
        .extracting(Finding::kind)
        .isEqualTo(FindingKind.LOST);
  }
}
