package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.TestGraph;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  @Test
  void theSameAgainIsProved() {
    Confirmation confirmation = confirm(abba(), abba());

    Finding finding = confirmation.findings().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.PROVED);
    assertThat(finding.doubt()).isEmpty();
    assertThat(confirmation.notices()).isEmpty();
  }

  @Test
  void whatWaitsBehindNeedNotBeSeenAgain() {
    TestGraph first = abba().threads("behind");
    first.needs("behind", "L1");

    Finding finding = confirm(first, abba()).findings().get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.PROVED);
    assertThat(finding.tasks()).contains(first.id("behind"));
  }

  /** A saved picture among the targets: nobody can look at that again. */
  @Test
  void whatIsNotOfAProcessThatWasLookedAtAgainStaysAsItIs() {
    Confirmation confirmation = confirm(abba(), new TestGraph("9"));

    Finding finding = confirmation.findings().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(confirmation.notices()).isEmpty();
  }

  @Test
  void aThreadThatMovedOnTakesTheFindingWithIt() {
    TestGraph second = abba();
    second.with("b").stack(List.of("app.b.other(App.java:9)"));

    Confirmation confirmation = confirm(abba(), second);

    assertThat(confirmation.findings()).isEmpty();
    GraphNotice notice = confirmation.notices().get(0);
    assertThat(notice.code()).isEqualTo(Confirmation.GONE);
    assertThat(notice.process()).isEqualTo("7");
    assertThat(notice.text())
        .startsWith("gone in the second cut, and so not reported: deadlock: \"a\" holds")
        .endsWith(" (\"b\" has moved on).");
  }

  /** The kernel tells once who has the other end, and a cut does not lead to what lies between. */
  @Test
  void whatOnlyTheFirstLookTellsOfAKnotIsNotMissed() {
    TestGraph first = ownCall().futures("stage", "response").needs("answer", "stage");
    first.needs("stage", "response");
    first.edge(otherEnd(first));
    assertThat(confirm(first, ownCall()).findings().get(0).certainty()).isEqualTo(Certainty.LIKELY);
    TestGraph moved = ownCall();
    moved.with("worker").attribute("cpuNanos", 2L);
    TestGraph again = ownCall().futures("stage", "response").needs("answer", "stage");
    again.needs("stage", "response").edge(otherEnd(again));
    assertThat(confirm(again, moved).findings())
        .extracting(Finding::certainty)
        .doesNotContain(Certainty.LIKELY);
  }

  /** Many share one connection: all wait at both looks, for answers that come in between. */
  @Test
  void whoHasTheOtherEndOwesNothingWhenTheWorkersGoOn() {
    Finding still = confirm(asking(), sharing(1)).findings().get(0);
    assertThat(still.certainty()).isEqualTo(Certainty.LIKELY);
    Finding moving = confirm(asking(), sharing(2)).findings().get(0);
    assertThat(moving.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(moving.doubt()).startsWith("the second cut does not show that");
  }

  private static TestGraph asking() {
    TestGraph graph = sharing(1);
    return graph.edge(otherEnd(graph));
  }

  private static TestGraph sharing(long cpuNanos) {
    TestGraph graph = ownCall().futures("response").needs("answer", "response");
    graph.with("worker").attribute("cpuNanos", cpuNanos);
    return graph;
  }

  private static TestGraph ownCall() {
    TestGraph graph = new TestGraph().threads("worker").futures("answer");
    graph.with("worker").attribute("cpuNanos", 1L);
    graph.things(EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool");
    return graph.needs("worker", "answer").providedBy("pool", "worker");
  }

  private static Edge otherEnd(TestGraph graph) {
    return new Edge(
        graph.id("response"),
        graph.id("pool"),
        EdgeKind.PROVIDED_BY,
        Evidence.INFERRED,
        Edge.OTHER_END_QUEUED,
        null,
        false);
  }

  /** As a client does that reads with a limit of a second, in a loop. */
  @Test
  void whoReadsInVainAgainAndAgainFromASilentPeerHasNotMovedOn() {
    assertThat(confirm(reader(1, 60_000), reader(2, 60_500)).findings().get(0).certainty())
        .isEqualTo(Certainty.LIKELY);
    assertThat(confirm(reader(1, 900), reader(2, 1_400)).findings()).isEmpty();
  }

  private static TestGraph reader(long cpu, long silent) {
    TestGraph graph = new TestGraph().threads("reader", "caller").locks("answers");
    graph.things(EntityKind.SOCKET, "java.net.Socket", "broker");
    graph.with("broker").attribute("sinceReceivedMillis", silent);
    graph.with("reader").attribute("cpuNanos", cpu);
    return graph.needs("reader", "broker").heldBy("answers", "reader").needs("caller", "answers");
  }

  /**
   * Each worker is one of many alternatives: to compare those for each of them would take minutes.
   */
  @Test
  void aPoolOfManyWorkersIsComparedOnce() {
    Graph first = pool().build();
    Graph second = pool().build();
    List<Finding> findings = Findings.standard().find(first);

    Confirmation confirmation =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> Confirmation.of(findings, first, second));

    assertThat(confirmation.findings().get(0).certainty()).isEqualTo(Certainty.PROVED);
  }

  private static TestGraph pool() {
    String[] workers = new String[20_000];
    Arrays.setAll(workers, number -> "worker" + number);
    TestGraph graph = new TestGraph().threads(workers).futures("queued");
    graph.things(EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool");
    graph.providedBy("queued", "pool");
    for (String worker : workers) {
      graph.needs(worker, "queued");
      graph.edge(
          new Edge(
              graph.id("pool"),
              graph.id(worker),
              EdgeKind.PROVIDED_BY,
              Evidence.EXACT,
              "",
              "workers",
              false));
    }
    return graph;
  }

  private static TestGraph race() {
    return new TestGraph().threads("race").futures("all").needs("race", "all");
  }

  private static TestGraph lostRace() {
    TestGraph graph = race().futures("one").needs("all", "one");
    graph.with("one").attribute("liveness", "unreached");
    return graph;
  }

  /** The second cut starts from the thread and need not lead to all that a future depends on. */
  @Test
  void whatIsLostNeedsNoSecondSightOfWhatLiesBetween() {
    Finding finding = confirm(lostRace(), race()).findings().get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.LOST);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void whatIsLostIsLessSureWhenWhoWaitsHasMoved() {
    TestGraph second = race();
    second.with("race").stack(List.of("app.race.other(App.java:9)"));

    assertThat(confirm(lostRace(), second).findings().stream().map(Finding::certainty))
        .doesNotContain(Certainty.LIKELY);
  }

  /** One after the other they wait for answers of a slow peer: each is another future. */
  @Test
  void whoWaitsForALockSaysNothingOfWhatItsOwnerWaitedFor() {
    TestGraph first = lostRace().threads("next").locks("turn");
    first.heldBy("turn", "race").needs("next", "turn");
    TestGraph second = race().threads("next").locks("turn").futures("another");
    second.heldBy("turn", "race").needs("next", "turn");
    assertThat(confirm(first, second).findings().get(0).certainty()).isEqualTo(Certainty.LIKELY);

    TestGraph before = lostRace().threads("next").locks("turn");
    before.heldBy("turn", "race").needs("next", "turn");
    TestGraph later = new TestGraph().threads("race").futures("all").threads("next").locks("turn");
    later.futures("another").needs("race", "another").heldBy("turn", "race").needs("next", "turn");
    assertThat(confirm(before, later).findings())
        .extracting(Finding::certainty)
        .doesNotContain(Certainty.LIKELY);
  }

  @Test
  void framesOfTheJdkAreNoProgress() {
    TestGraph second = abba();
    second.with("b").stack(List.of("java.util.Queue.spin(Queue.java:3)", "app.b.run(App.java:1)"));

    assertThat(confirm(abba(), second).findings().get(0).certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aThreadThatEndedTakesTheFindingWithIt() {
    TestGraph second = new TestGraph().threads("a");

    assertThat(confirm(abba(), second).findings()).isEmpty();
  }

  @Test
  void aLockWithAnotherOwnerTakesTheFindingWithIt() {
    TestGraph second = new TestGraph().threads("a", "b").locks("L1", "L2");
    second.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "a").needs("b", "L1");

    assertThat(confirm(abba(), second).findings()).isEmpty();
  }

  @Test
  void aWaitThatTurnedIntoATimedOneIsGone() {
    TestGraph second = new TestGraph().threads("a", "b").locks("L1", "L2");
    second.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").timed("b", "L1");

    assertThat(confirm(abba(), second).findings()).isEmpty();
  }

  @Test
  void whatTheSecondCutDoesNotShowLeavesADoubt() {
    TestGraph second = new TestGraph().threads("a", "b").locks("L1", "L2");
    second.heldBy("L1", "a").needs("a", "L2").needs("b", "L1");

    Finding finding = confirm(abba(), second).findings().get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt())
        .isEqualTo("the second cut does not show that ReentrantLock@4 is held by \"b\"");
  }

  @Test
  void aThreadWithoutAStackLeavesADoubt() {
    TestGraph second = abba();
    second.with("a").stack(List.of());

    assertThat(confirm(abba(), second).findings().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void anInferredHolderIsNeverProved() {
    TestGraph first = inferred();

    Finding finding = confirm(first, inferred()).findings().get(0);

    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt())
        .isEqualTo("inferred: ReentrantLock@4 is held by \"b\" (a local of its frame)");
  }

  private static TestGraph starved() {
    TestGraph graph = new TestGraph().threads("worker").futures("answer");
    graph.things(EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool");
    return graph.needs("worker", "answer").providedBy("pool", "worker");
  }

  private static TestGraph searched(TestGraph graph) {
    return graph.edge(
        new Edge(
            graph.id("answer"),
            graph.id("pool"),
            EdgeKind.PROVIDED_BY,
            Evidence.INFERRED,
            Edge.ONLY_QUEUED,
            null,
            false));
  }

  @Test
  void whatASearchHasToldNeedNotBeSeenAgain() {
    Finding finding = confirm(searched(starved()), starved()).findings().get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.STARVATION);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt()).contains(Edge.ONLY_QUEUED);
  }

  @Test
  void whatASearchHasToldIsOverWhenAnotherProvidesIt() {
    TestGraph second = starved().threads("other").providedBy("answer", "other");

    assertThat(confirm(searched(starved()), second).findings()).isEmpty();
  }

  /** Choices are numbered as they come, and a smaller cut has fewer of them. */
  @Test
  void aChoiceIsKnownByItsAlternatives() {
    TestGraph first = new TestGraph().threads("main").futures("any", "f", "g");
    first.needs("main", "any").needsAny("any", "f", "g");
    TestGraph second = new TestGraph().threads("main").futures("any", "f", "g");
    second.needs("main", "any");
    for (TestGraph graph : List.of(first, second)) {
      graph.providedBy("f", "main").providedBy("g", "main");
    }
    for (String word : List.of("f", "g")) {
      second.edge(
          new Edge(
              second.id("any"),
              second.id(word),
              EdgeKind.NEEDS,
              Evidence.EXACT,
              "",
              "another name",
              false));
    }

    assertThat(confirm(first, second).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.PROVED));
  }

  @Test
  void aNewAlternativeIsAWayOut() {
    TestGraph first = new TestGraph().threads("main").futures("any", "f", "g");
    first.needs("main", "any").needsAny("any", "f").providedBy("f", "main");
    TestGraph second = new TestGraph().threads("main").futures("any", "f", "g");
    second.needs("main", "any").needsAny("any", "f", "g").providedBy("f", "main");

    assertThat(confirm(first, second).findings()).isEmpty();
  }

  @Test
  void aSmallerDeadlockThatIsStillThereIsReportedAsThat() {
    TestGraph first = abba().threads("c").locks("L3");
    first.needs("c", "L1").heldBy("L3", "c").needs("a", "L3");
    TestGraph second = abba().threads("c").locks("L3");
    second.with("c").stack(List.of("app.c.later(App.java:5)"));

    Confirmation confirmation = confirm(first, second);

    assertThat(confirmation.findings()).hasSize(1);
    Finding finding = confirmation.findings().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.PROVED);
    assertThat(finding.culprits()).containsExactlyInAnyOrder(first.id("a"), first.id("b"));
    assertThat(finding.tasks()).hasSize(2);
    assertThat(confirmation.notices()).isEmpty();
  }

  /** The second cut looks at suspects only: that it lacks others says nothing about these. */
  @Test
  void whatNobodyLookedAtAgainIsNotGone() {
    TestGraph first = abba().threads("c").futures("answer");
    first.needs("c", "answer");

    Confirmation confirmation = confirm(first, abba());

    assertThat(confirmation.notices()).isEmpty();
    assertThat(confirmation.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.DEADLOCK, FindingKind.LOST);
    assertThat(confirmation.findings())
        .extracting(Finding::certainty)
        .containsExactly(Certainty.PROVED, Certainty.POSSIBLE);
  }

  @Test
  void oneOfTwoDeadlocksIsGone() {
    TestGraph first = abba().threads("c").needs("c", "c");
    TestGraph second = abba().threads("c");
    second.with("c").stack(List.of("app.c.later(App.java:5)"));

    Confirmation confirmation = confirm(first, second);

    assertThat(confirmation.findings()).hasSize(1);
    assertThat(confirmation.findings().get(0).certainty()).isEqualTo(Certainty.PROVED);
    assertThat(confirmation.notices()).hasSize(1);
  }

  @Test
  void otherKindsOfFindingPass() {
    Finding other =
        new Finding(
            FindingKind.LOST,
            Certainty.LIKELY,
            "lost",
            List.of(),
            List.of("7/x"),
            List.of(),
            "",
            "why not");

    assertThat(Confirmation.confirm(List.of(other), abba().build(), abba().build()))
        .containsExactly(other);
  }

  @Test
  void suspectsAreTheThreadsOfTheDeadlock() {
    TestGraph first = abba().threads("behind");
    first.needs("behind", "L1");
    Graph graph = first.build();
    List<Finding> findings = Findings.standard().find(graph);

    assertThat(SecondCut.suspects(findings, graph)).containsExactlyInAnyOrder(1L, 2L);
    assertThat(SecondCut.suspects(findings, graph, "7")).hasSize(2);
    assertThat(SecondCut.suspects(findings, graph, "8")).isEmpty();
  }

  @Test
  void whereNoThreadIsInTheDeadlockThoseBehindItAreSuspects() {
    TestGraph first = new TestGraph().threads("main").futures("f", "g");
    first.needs("main", "f").needs("f", "g").needs("g", "f");
    Graph graph = first.build();

    assertThat(SecondCut.suspects(Findings.standard().find(graph), graph)).containsExactly(1L);
  }

  /** What is read one after the other shows circles that never were, twice if need be. */
  @Test
  void afterALeanWalkACircleOfThreadsThatWorkIsOnlyPossible() {
    assertThat(lean(1_000, 2_000).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(lean(1_000, 1_000).certainty()).isEqualTo(Certainty.PROVED);
  }

  private static Finding lean(long before, long after) {
    TestGraph first = abba().notice(new GraphNotice("7", "memory-room", 1, "lean"));
    first.with("a").attribute("cpuNanos", before);
    TestGraph second = abba();
    second.with("a").attribute("cpuNanos", after);
    return confirm(first, second).findings().get(0);
  }

  private static TestGraph inferred() {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("a", "L2").needs("b", "L1");
    return graph.edge(
        new Edge(
            graph.id("L2"),
            graph.id("b"),
            EdgeKind.HELD_BY,
            Evidence.INFERRED,
            "a local of its frame",
            null,
            false));
  }

  private static TestGraph abba() {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L1", "L2");
    return graph.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").needs("b", "L1");
  }

  private static Confirmation confirm(TestGraph first, TestGraph second) {
    Graph graph = first.build();
    return Confirmation.of(Findings.standard().find(graph), graph, second.build());
  }
}
