package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlockDetectorTest {

  @Test
  void twoThreadsAndTwoLocksInOppositeOrder() {
    TestGraph graph =
        new TestGraph().threads("order-writer", "auditor").locks("accounts").monitors("ledger");
    graph.with("accounts").name("accounts");
    graph.heldBy("accounts", "order-writer").needs("order-writer", "ledger");
    graph.heldBy("ledger", "auditor").needs("auditor", "accounts");

    Finding finding = only(graph);

    assertThat(finding.summary())
        .isEqualTo(
            "deadlock: \"order-writer\" holds ReentrantLock@3 (accounts) and needs"
                + " monitor of Ledger@4, which \"auditor\" holds while it needs"
                + " ReentrantLock@3");
    assertThat(finding.chain())
        .isEqualTo(ids(graph, "order-writer", "ledger", "auditor", "accounts"));
    assertThat(finding.tasks()).isEqualTo(ids(graph, "order-writer", "auditor"));
    assertThat(finding.culprits()).isEqualTo(ids(graph, "order-writer", "auditor"));
    assertThat(finding.site()).isEqualTo("app.order-writer.run(App.java:1)");
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt()).isEqualTo("seen in one cut only");
  }

  @Test
  void whoWaitsBehindIsNamedAfterTheMembersAndTheHeavierHolderComesFirst() {
    TestGraph graph = abba(new TestGraph());
    graph.threads("c", "d").locks("L3").timed("d", "L3");
    graph.needs("c", "L1").heldBy("L3", "c").needs("d", "L3");
    graph.threads("free").needs("free", "L3");

    Finding finding = only(graph);

    assertThat(finding.tasks()).isEqualTo(ids(graph, "a", "b", "c", "free"));
    assertThat(finding.culprits()).isEqualTo(ids(graph, "a", "b"));
    assertThat(finding.summary()).endsWith("; 2 more tasks wait behind it");
  }

  @Test
  void theOneThatBlocksMostIsTheFirstCulprit() {
    TestGraph graph = abba(new TestGraph()).threads("c").needs("c", "L2");

    Finding finding = only(graph);

    assertThat(finding.culprits()).isEqualTo(ids(graph, "b", "a"));
    assertThat(finding.summary())
        .startsWith("deadlock: \"b\" holds ")
        .endsWith("1 more task waits behind it");
  }

  @Test
  void healthyWaitsAreNoDeadlock() {
    TestGraph graph = new TestGraph().threads("a", "b", "c").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("b", "L1").heldBy("L2", "b").needs("c", "L2");

    assertThat(find(graph)).isEmpty();
    assertThat(find(new TestGraph())).isEmpty();
  }

  @Test
  void anUnknownHolderIsNoDeadlock() {
    TestGraph graph =
        new TestGraph().threads("a", "b").things(EntityKind.SEMAPHORE, "Semaphore", "S1", "S2");
    graph.needs("a", "S1").needs("b", "S2");

    assertThat(find(graph)).isEmpty();
  }

  @Test
  void aTimedWaitEndsByItself() {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").timed("b", "L1");

    assertThat(find(graph)).isEmpty();
  }

  @Test
  void anIdleTaskIsReadyForWork() {
    TestGraph graph =
        new TestGraph().threads("worker").things(EntityKind.EXECUTOR, "ThreadPoolExecutor", "pool");
    graph.with("worker").idle(true);
    graph.needs("worker", "pool").providedBy("pool", "worker");

    assertThat(find(graph)).isEmpty();
  }

  @Test
  void readerThatWantsToWriteWaitsForItself() {
    TestGraph graph =
        new TestGraph()
            .threads("upgrader")
            .things(EntityKind.LOCK, "java.util.concurrent.locks.ReentrantReadWriteLock", "cache");
    graph.needs("upgrader", "cache").heldBy("cache", "upgrader");

    assertThat(only(graph).summary())
        .isEqualTo("deadlock: \"upgrader\" needs ReentrantReadWriteLock@2, which it holds itself");
  }

  @Test
  void twoReadersThatBothWantToWrite() {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L");
    graph.needs("a", "L").needs("b", "L").heldBy("L", "a", "b");

    Finding finding = only(graph);

    assertThat(finding.summary())
        .isEqualTo(
            "deadlock: \"a\" needs ReentrantLock@3, which it holds itself; 1 more task is caught in"
                + " the same knot");
    assertThat(finding.tasks()).isEqualTo(ids(graph, "a", "b"));
  }

  @Test
  void allReadersMustReleaseAndOneIsStuck() {
    TestGraph graph = new TestGraph().threads("writer", "stuck", "running").locks("rw", "other");
    graph.needs("writer", "rw").heldBy("rw", "stuck", "running");
    graph.heldBy("other", "writer").needs("stuck", "other");

    assertThat(only(graph).summary())
        .isEqualTo(
            "deadlock: \"writer\" holds ReentrantLock@5 and needs ReentrantLock@4, which \"stuck\""
                + " (like 1 other) holds while it needs ReentrantLock@5");
  }

  @Test
  void oneOfSeveralPermitsIsEnough() {
    TestGraph graph = new TestGraph().threads("a", "b", "c").locks("L1", "L2");
    graph.needs("a", "L1").heldByAny("L1", "b", "c").needs("b", "L2").heldBy("L2", "a");

    assertThat(find(graph)).isEmpty();

    graph = new TestGraph().threads("a", "b", "c").locks("L1", "L2");
    graph.needs("a", "L1").heldByAny("L1", "b", "c").needs("b", "L2").heldBy("L2", "a");
    graph.needs("c", "L2");
    assertThat(only(graph).tasks()).isEqualTo(ids(graph, "a", "b", "c"));
  }

  @Test
  void anyOfIsAKnotOnlyWhenNoAlternativeCanCome() {
    TestGraph graph = new TestGraph().threads("main").futures("any", "f1", "f2");
    graph.needs("main", "any").needsAny("any", "f1", "f2").providedBy("f1", "main");
    assertThat(find(graph)).isEmpty();

    graph = new TestGraph().threads("main").futures("any", "f1", "f2");
    graph.needs("main", "any").needsAny("any", "f1", "f2").providedBy("f1", "main");
    graph.providedBy("f2", "main");
    Finding finding = only(graph);
    assertThat(finding.tasks())
        .containsExactlyInAnyOrderElementsOf(ids(graph, "main", "any", "f1", "f2"));
    assertThat(finding.summary())
        .isEqualTo(
            "self: \"main\" has to complete CompletableFuture@3 and waits for"
                + " CompletableFuture@2, which waits for one of 2 alternatives, among them"
                + " CompletableFuture@3; 1 more task is caught in the same knot");
  }

  @Test
  void aChoiceWithATimeoutEndsByItself() {
    TestGraph graph = new TestGraph().threads("main").futures("any", "f1", "f2");
    graph.needs("main", "any").needsAny("any", "f1").providedBy("f1", "main");
    graph.edge(
        new Edge(graph.id("any"), graph.id("f2"), EdgeKind.NEEDS, Evidence.EXACT, "", "any", true));
    graph.providedBy("f2", "main");

    assertThat(find(graph)).isEmpty();
  }

  @Test
  void anEventLoopThatWaitsForWhatIsQueuedInIt() {
    TestGraph graph = new TestGraph().threads("loop-1").futures("answer");
    graph.things(EntityKind.EXECUTOR, "io.acme.EventLoop", "loop");
    graph.with("loop").attribute("singleThread", true);
    graph.needs("loop-1", "answer").providedBy("answer", "loop").providedBy("loop", "loop-1");

    Finding finding = only(graph);
    assertThat(finding.kind()).isEqualTo(FindingKind.SELF);
    assertThat(finding.summary())
        .startsWith("self: \"loop-1\" is the only thread of EventLoop@")
        .contains(" and waits for CompletableFuture@")
        .endsWith(", which only that loop can run");
  }

  @Test
  void aThreadThatJoinsItself() {
    TestGraph graph = new TestGraph().threads("main").needs("main", "main");

    assertThat(only(graph).summary()).isEqualTo("self: \"main\" waits for itself");
  }

  @Test
  void aFutureThatItsWaiterHasToComplete() {
    TestGraph graph = new TestGraph().threads("main").futures("f");
    graph.needs("main", "f").providedBy("f", "main");

    assertThat(only(graph).summary())
        .isEqualTo("self: \"main\" waits for CompletableFuture@2, which it has to complete itself");
  }

  @Test
  void twoIndependentDeadlocksAreTwoFindingsAndTheHeavierIsFirst() {
    TestGraph graph = abba(new TestGraph());
    graph.threads("c", "d", "e").locks("L3", "L4");
    graph.heldBy("L3", "c").needs("c", "L4").heldBy("L4", "d").needs("d", "L3").needs("e", "L3");

    List<Finding> findings = find(graph);

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).tasks()).isEqualTo(ids(graph, "c", "d", "e"));
    assertThat(findings.get(1).tasks()).isEqualTo(ids(graph, "a", "b"));
    assertThat(Findings.counts(findings)).isEqualTo("2 deadlocks");
    assertThat(Findings.counts(findings.subList(1, 2))).isEqualTo("1 deadlock");
    assertThat(Findings.counts(List.of())).isEmpty();
  }

  @Test
  void aDeadlockThatAlsoWaitsForAnotherIsStillOneOfItsOwn() {
    TestGraph graph = abba(new TestGraph());
    graph.threads("c", "d").locks("L3", "L4");
    graph.heldBy("L3", "c").needs("c", "L4").heldBy("L4", "d").needs("d", "L3");
    graph.heldBy("L1", "c");

    List<Finding> findings = find(graph);

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).chain()).isEqualTo(ids(graph, "c", "L4", "d", "L3"));
    assertThat(findings.get(0).tasks()).isEqualTo(ids(graph, "c", "d", "b", "a"));
    assertThat(findings.get(1).tasks()).isEqualTo(ids(graph, "a", "b"));
  }

  @Test
  void partOfACircleThatOwesItselfToAnotherDeadlockIsNotOneOfItsOwn() {
    TestGraph graph = abba(new TestGraph()).threads("c").futures("f", "g");
    graph.needs("c", "f").needsAny("f", "g", "a").providedBy("g", "c");

    Finding finding = only(graph);

    assertThat(finding.culprits()).isEqualTo(ids(graph, "a", "b"));
    assertThat(finding.tasks())
        .containsExactlyInAnyOrderElementsOf(ids(graph, "a", "b", "c", "f", "g"));
  }

  @Test
  void aLongCircleIsNamedAtItsBeginningOnly() {
    TestGraph graph = new TestGraph();
    int size = 9;
    for (int i = 0; i < size; i++) {
      graph.threads("t" + i).locks("L" + i);
    }
    for (int i = 0; i < size; i++) {
      graph.heldBy("L" + i, "t" + i).needs("t" + i, "L" + (i + 1) % size);
    }

    Finding finding = only(graph);

    assertThat(finding.summary())
        .isEqualTo(
            "deadlock: \"t0\" holds ReentrantLock@2 and needs ReentrantLock@4, which \"t1\" holds"
                + " while it needs ReentrantLock@6, which \"t2\" holds while it needs"
                + " ReentrantLock@8, which \"t3\" holds, and so on through 5 more tasks back to"
                + " ReentrantLock@2");
    assertThat(finding.chain()).hasSize(2 * size);
  }

  @Test
  void virtualAndPlatformThreadsMix() {
    TestGraph graph = new TestGraph().threads("a").virtualThreads("v").locks("L1").monitors("M");
    graph.with("v").name("");
    graph.heldBy("L1", "a").needs("a", "M").heldBy("M", "v").needs("v", "L1");

    assertThat(only(graph).summary())
        .isEqualTo(
            "deadlock: \"a\" holds ReentrantLock@3 and needs monitor of Ledger@4, which virtual"
                + " thread #2 holds while it needs ReentrantLock@3");
  }

  @Test
  void anInferredHolderIsSaidAloud() {
    TestGraph graph = new TestGraph().threads("a", "b").monitors("M1", "M2");
    graph.heldBy("M1", "a").needs("a", "M2").needs("b", "M1");
    graph.inferredHolder("M2", "b", "a local in its frame app.B.run");

    assertThat(only(graph).doubt())
        .isEqualTo(
            "seen in one cut only; inferred: monitor of Ledger@4 is held by \"b\" (a local in its"
                + " frame app.B.run)");
  }

  @Test
  void anInferredEdgeThatTheDeadlockDoesNotNeedIsNoDoubt() {
    TestGraph graph = abba(new TestGraph());
    graph.inferredHolder("L1", "b", "a guess");

    assertThat(only(graph).doubt()).isEqualTo("seen in one cut only");
  }

  @Test
  void aLongChainDoesNotOverflowTheStack() {
    TestGraph graph = abba(new TestGraph());
    List<String> behind = new ArrayList<>();
    String before = "a";
    for (int i = 0; i < 20_000; i++) {
      graph.futures("f" + i).needs("f" + i, before);
      before = "f" + i;
      behind.add(before);
    }

    assertThat(only(graph).tasks()).hasSize(behind.size() + 2);
  }

  @Test
  void aCircleThroughSeveralProcessesSaysWhichIsWhere() {
    EntityBuilder here = new EntityBuilder("1/thread-1", "1", EntityKind.THREAD).name("client");
    EntityBuilder there = new EntityBuilder("2/thread-1", "2", EntityKind.THREAD).name("server");
    Graph graph =
        new Graph.Builder()
            .entity(here.build())
            .entity(there.build())
            .edge(Edge.exact("1/thread-1", "2/thread-1", EdgeKind.NEEDS, "awaits its answer"))
            .edge(Edge.exact("2/thread-1", "1/thread-1", EdgeKind.NEEDS, "awaits its answer"))
            .build();

    assertThat(Findings.standard().find(graph))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo(
            "deadlock: \"client\" in process 1 waits for \"server\" in process 2, which waits for"
                + " \"client\" in process 1");
  }

  @Test
  void aChannelIsToBeFilledByWhoWaitsForIt() {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L");
    graph.things(EntityKind.CHANNEL, "java.util.concurrent.LinkedBlockingQueue", "q");
    graph.needs("a", "q").providedBy("q", "b").needs("b", "L").heldBy("L", "a");

    assertThat(only(graph).summary())
        .isEqualTo(
            "deadlock: \"a\" holds ReentrantLock@3 and waits for LinkedBlockingQueue@4, which \"b\""
                + " has to fill while it needs ReentrantLock@3");
  }

  @Test
  void aLambdasOwnFrameAndTheJdkAreNoPlaceInTheCode() {
    TestGraph graph = new TestGraph().threads("a").needs("a", "a");
    graph
        .with("a")
        .stack(
            List.of(
                "java.lang.Object.wait(Native Method)",
                "app//javax.swing.Timer.fire(Timer.java:3)",
                "com.acme.Job$$Lambda/0x00007f.run(Unknown Source)",
                "com.acme.Job.work(Job.java:7)"));

    assertThat(only(graph).site()).isEqualTo("com.acme.Job.work(Job.java:7)");
  }

  @Test
  void withoutFramesOfItsOwnTheInnermostFrameIsThePlace() {
    TestGraph graph = new TestGraph().threads("a").needs("a", "a");
    graph.with("a").stack(List.of("java.lang.Thread.join(Thread.java:1)"));
    assertThat(only(graph).site()).isEqualTo("java.lang.Thread.join(Thread.java:1)");

    graph = new TestGraph().threads("a").needs("a", "a");
    graph.with("a").stack(List.of());
    assertThat(only(graph).site()).isEmpty();
  }

  private static TestGraph abba(TestGraph graph) {
    return graph
        .threads("a", "b")
        .locks("L1", "L2")
        .heldBy("L1", "a")
        .needs("a", "L2")
        .heldBy("L2", "b")
        .needs("b", "L1");
  }

  private static List<Finding> find(TestGraph graph) {
    return Findings.standard().find(graph.build());
  }

  /** As clients do with the result they hand out and the one that the response completes. */
  @Test
  void twoFuturesThatPassFailuresOnToEachOtherWhileSomebodyElseHasThem() {
    assertThat(only(crossed("queued")).kind()).isEqualTo(FindingKind.DEADLOCK);
    assertThat(Findings.standard().find(crossed("reached").build()))
        .extracting(Finding::certainty)
        .containsOnly(Certainty.POSSIBLE);
  }

  private static TestGraph crossed(String liveness) {
    TestGraph graph = new TestGraph();
    for (String future : List.of("asked", "answer", "onAsked", "onAnswer")) {
      graph.things(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", future);
    }
    graph.threads("caller").needs("caller", "asked");
    graph.needs("onAsked", "asked").needs("onAnswer", "answer");
    graph.with("answer").attribute("liveness", liveness);
    graph.given("asked", "onAnswer").given("answer", "onAsked");
    return graph;
  }

  private static Finding only(TestGraph graph) {
    List<Finding> findings = find(graph);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<String> ids(TestGraph graph, String... words) {
    List<String> ids = new ArrayList<>();
    for (String word : words) {
      ids.add(graph.id(word));
    }
    return ids;
  }
}
