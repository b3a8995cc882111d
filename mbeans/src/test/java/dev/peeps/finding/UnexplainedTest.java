package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Permits and latches within reach of threads that run, of which none has it at hand. */
class UnexplainedTest {
  private final TestGraph graph =
      new TestGraph()
          .threads("worker", "acceptor", "other")
          .things(EntityKind.SEMAPHORE, "java.util.concurrent.Semaphore", "slots")
          .things(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "ready");

  UnexplainedTest() {
    graph.with("acceptor").idle(true);
    graph.with("slots").state("exhausted").attribute("liveness", "reached");
    graph.with("ready").state("closed").attribute("liveness", "reached");
  }

  private List<Finding> check() {
    return new AbandonedDetector().check(new Inquiry(graph.build()));
  }

  @Test
  void permitsThatNobodyHas() {
    graph.needs("worker", "slots");
    graph.knownTo("slots", "acceptor");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.summary())
        .isEqualTo(
            "abandoned: Semaphore@4 has no permit left, and \"worker\" waits for one; nobody was"
                + " seen who has one");
  }

  @Test
  void aLatchThatNobodyIsToOpen() {
    graph.needs("worker", "ready");
    assertThat(check().get(0).summary()).contains("is not open", "nobody was seen who is to open");
  }

  @Test
  void aTaskThatHasItOnItsStackExplainsIt() {
    graph.needs("worker", "slots").needs("worker", "ready");
    graph.knownTo("slots", "other");
    graph.knownTo("ready", "other");
    assertThat(check()).isEmpty();
  }

  @Test
  void aTimedWaitEndsByItself() {
    graph.timed("worker", "slots");
    assertThat(check()).isEmpty();
  }

  /** Requests that wait for their answers, each at a latch that a table of the program has. */
  @Test
  @Timeout(60)
  void manyLatchesCostNoSquare() {
    int many = 50_000;
    for (int i = 0; i < many; i++) {
      graph.virtualThreads("request" + i).things(EntityKind.LATCH, "a.Latch", "latch" + i);
      graph.with("request" + i).stack(List.of("a.Client.ask(Client.java:7)"));
      graph.with("latch" + i).state("closed").attribute("liveness", "reached");
      graph.needs("request" + i, "latch" + i);
    }
    List<Finding> found = check();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).tasks()).hasSize(many);
    assertThat(found.get(0).culprits()).hasSize(many);
    assertThat(found.get(0).summary()).startsWith("abandoned: 50000 of Latch are not open, and");
  }

  /** Everybody can get at a pool over what looks after it. */
  @Test
  void aPoolOfWhichNobodyHasAnything() {
    graph
        .things(EntityKind.SEMAPHORE, "a.Pool", "pool")
        .things(EntityKind.FUTURE, "a.HouseKeeper", "keeper");
    graph.with("pool").state("exhausted").attribute("lent", 2L).attribute("liveness", "reached");
    graph.needs("worker", "pool").knownTo("pool", "keeper");
    assertThat(check().get(0).summary())
        .isEqualTo(
            "abandoned: Pool@6 has lent all that it has, and \"worker\" waits for one; nobody was"
                + " seen who has one");
  }

  @Test
  void aPoolOfWhichAThreadMayHaveSomething() {
    graph.things(EntityKind.SEMAPHORE, "a.Pool", "pool");
    graph.with("pool").state("exhausted").attribute("lent", 2L).attribute("liveness", "reached");
    graph.needs("worker", "pool").knownTo("pool", "other");
    assertThat(check()).isEmpty();
  }
}
