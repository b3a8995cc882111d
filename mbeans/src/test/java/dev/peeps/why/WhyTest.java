package dev.peeps.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhyTest {
  private final TestGraph graph = new TestGraph();
  private Graph built;

  @Test
  void aChainEndsAtWhoRuns() {
    graph.threads("web", "batch").locks("ledger").needs("web", "ledger").heldBy("ledger", "batch");
    graph.with("batch").state("RUNNABLE");
    Why why = why("web");
    assertThat(ids(why)).containsExactly("web", "ledger", "batch");
    assertThat(why.cause()).isEqualTo(Cause.RUNS);
    assertThat(why.sentence())
        .isEqualTo(
            "\"batch\" goes on, now RUNNABLE at app.batch.run(App.java:1): wait, or see what it is"
                + " doing");
  }

  @Test
  void aCircleIsFollowedOnceRoundAndNamedAsTheFindingDoes() {
    graph
        .threads("web", "a", "b")
        .locks("x", "y")
        .needs("web", "x")
        .heldBy("x", "a")
        .needs("a", "y")
        .heldBy("y", "b")
        .needs("b", "x");
    Why why = why("web");
    assertThat(ids(why)).containsExactly("web", "x", "a", "y", "b", "x");
    assertThat(why.circleFrom()).isEqualTo(1);
    assertThat(why.cause()).isEqualTo(Cause.CIRCLE);
    assertThat(why.finding().summary()).startsWith("deadlock: ");
    assertThat(ids(why("a"))).containsExactly("a", "y", "b", "x", "a");
    assertThat(why("a").circleFrom()).isZero();
  }

  @Test
  void ofAllThatIsNeededTheWorstDecides() {
    graph
        .threads("joiner", "busy", "stuck")
        .futures("all", "soon", "never")
        .needs("joiner", "all")
        .needs("all", "soon", "never")
        .providedBy("soon", "busy")
        .providedBy("never", "stuck")
        .needs("stuck", "never");
    graph.with("busy").state("RUNNABLE");
    Why why = why("joiner");
    assertThat(ids(why)).containsExactly("joiner", "all", "never", "stuck", "never");
    assertThat(why.steps().get(2).link().needed()).isEqualTo(2);
  }

  @Test
  void ofAlternativesTheBestDecides() {
    graph
        .threads("joiner", "busy", "stuck")
        .futures("any", "soon", "never")
        .needs("joiner", "any")
        .needsAny("any", "never", "soon")
        .providedBy("soon", "busy")
        .providedBy("never", "stuck")
        .needs("stuck", "never");
    graph.with("busy").state("RUNNABLE");
    Why why = why("joiner");
    assertThat(ids(why)).containsExactly("joiner", "any", "soon", "busy");
    assertThat(why.steps().get(2).link().alternatives()).isEqualTo(2);
    assertThat(why.cause()).isEqualTo(Cause.RUNS);
  }

  @Test
  void aTimedWaitIsFollowedAndSaidToEnd() {
    graph.threads("a", "b").locks("x", "y").timed("a", "x").heldBy("x", "b").needs("b", "y");
    graph.heldBy("y", "a");
    Why why = why("a");
    assertThat(ids(why)).containsExactly("a", "x", "b", "y", "a");
    assertThat(why.sentence()).endsWith("but the wait of \"a\" ends by itself after its time");
    assertThat(why.finding()).isNull();
  }

  @Test
  void aQueuedTaskWaitsForTheWorkersOfItsExecutor() {
    graph
        .threads("caller", "worker-1", "worker-2")
        .futures("task", "inner")
        .things(EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool")
        .needs("caller", "task")
        .edge(runsOn("task", "pool"))
        .edge(runsOn("inner", "pool"))
        .edge(runsOn("worker-1", "pool"))
        .edge(runsOn("worker-2", "pool"))
        .needs("worker-1", "inner")
        .needs("worker-2", "inner");
    Why why = why("caller");
    assertThat(ids(why)).containsExactly("caller", "task", "pool", "worker-1", "inner", "pool");
    assertThat(why.steps().get(2).link().kind()).isEqualTo(Link.Kind.QUEUED);
    assertThat(why.steps().get(3).link().kind()).isEqualTo(Link.Kind.WORKER);
    assertThat(why.steps().get(3).link().alternatives()).isEqualTo(2);
    assertThat(why.circleFrom()).isEqualTo(2);
  }

  @Test
  void anExecutorWithAnIdleWorkerWillBeginTheTask() {
    graph
        .threads("caller", "worker-1")
        .futures("task")
        .things(EntityKind.EXECUTOR, "java.util.concurrent.ThreadPoolExecutor", "pool")
        .needs("caller", "task")
        .edge(runsOn("task", "pool"))
        .edge(runsOn("worker-1", "pool"));
    graph.with("worker-1").idle(true);
    assertThat(ids(why("caller"))).containsExactly("caller", "task", "pool");
    assertThat(why("caller").cause()).isEqualTo(Cause.RUNS);
  }

  @Test
  void whatIsNotRecordedIsSaid() {
    graph
        .threads("a", "b", "c", "d", "e")
        .things(EntityKind.SEMAPHORE, "java.util.concurrent.Semaphore", "permits")
        .things(EntityKind.SOCKET, "java.net.Socket", "peer")
        .locks("condition")
        .needs("a", "permits")
        .needs("b", "peer")
        .needs("c", "condition");
    graph.with("permits").attribute("held_by", "unknown: a Semaphore records none");
    graph.with("peer").name("db:5432");
    graph.with("condition").state("free");
    assertThat(why("a").sentence()).endsWith("given out (unknown: a Semaphore records none)");
    assertThat(why("b").sentence())
        .isEqualTo("Socket@7 (db:5432) waits for the outside of process 7");
    assertThat(why("c").sentence()).startsWith("nobody holds ReentrantLock@8: who waits there");
    assertThat(why("d").sentence()).startsWith("what \"d\" waits for is not known at app.d.run");
  }

  @Test
  void whoDoesNotWaitIsToldSo() {
    graph.threads("idle", "running", "ended");
    graph.with("idle").idle(true);
    graph.with("running").state("RUNNABLE");
    graph.with("ended").state("TERMINATED");
    assertThat(why("idle").sentence())
        .isEqualTo("\"idle\" is idle: it waits for work, not for an answer");
    assertThat(why("running").sentence()).startsWith("\"running\" does not wait, now RUNNABLE");
    assertThat(why("ended").cause()).isEqualTo(Cause.ENDED);
  }

  @Test
  void aProcessThatHasExitedIsOver() {
    graph.threads("waiter").things(EntityKind.FUTURE, "java.lang.ProcessImpl", "process");
    graph.with("process").state("exited");
    graph.needs("waiter", "process");
    assertThat(why("waiter").cause()).isEqualTo(Cause.RUNS);
  }

  @Test
  void aChainOfAnyLengthIsFollowed() {
    int length = 200_000;
    TestGraph names = new TestGraph();
    String[] futures =
        IntStream.range(0, length).mapToObj(Integer::toString).toArray(String[]::new);
    names.futures(futures);
    for (int each = 1; each < length; each++) {
      names.needs(futures[each - 1], futures[each]);
    }
    Graph chain = names.build();
    Why why = Why.of(chain, List.of(), chain.entity(names.id("0")));
    assertThat(why.steps()).hasSize(length);
  }

  private Edge runsOn(String from, String to) {
    return Edge.exact(graph.id(from), graph.id(to), EdgeKind.RUNS_ON, "");
  }

  private Why why(String word) {
    if (built == null) {
      built = graph.build();
    }
    List<Finding> findings = Findings.standard().find(built);
    return Why.of(built, findings, built.entity(graph.id(word)));
  }

  private List<String> ids(Why why) {
    return why.steps().stream().map(step -> word(step.entity())).collect(Collectors.toList());
  }

  private String word(Entity entity) {
    return graph.word(entity.id());
  }
}
