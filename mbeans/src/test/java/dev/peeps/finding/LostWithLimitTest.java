package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody but its waiters has, who ask for it again and again. */
class LostWithLimitTest {
  private static TestGraph future(long cpuNanos) {
    TestGraph graph = new TestGraph().threads("a").futures("F").timed("a", "F");
    graph.with("F").attribute("liveness", "waiters");
    return waiting(graph, "a", cpuNanos);
  }

  private static TestGraph waiting(TestGraph graph, String thread, long cpuNanos) {
    graph.with(thread).state("TIMED_WAITING").attribute("cpuNanos", cpuNanos);
    graph.with(thread).stack(List.of("app.Client.call(Client.java:9)"));
    return graph;
  }

  private static TestGraph latch(long count, long cpuNanos) {
    TestGraph graph = new TestGraph().threads("a", "b").locks("L");
    graph.things(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "T").timed("a", "T");
    graph.with("T").attribute("liveness", "waiters").attribute("count", count);
    return waiting(graph, "a", cpuNanos);
  }

  @Test
  void inOnePictureItIsPossible() {
    Finding finding = only(Findings.standard().find(future(5).build()));

    assertThat(finding.kind()).isEqualTo(FindingKind.LOST);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.sentence())
        .endsWith("with a limit, and nobody else can ever complete it: nothing else refers to it");
    assertThat(finding.doubt())
        .isEqualTo("\"a\" waits with a limit, and may give up when that has passed");
  }

  @Test
  void askedForAgainItIsLikely() {
    Finding finding = only(confirm(future(5), future(6)));

    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.doubt())
        .isEqualTo("\"a\" waits with a limit, and again when that has passed");
  }

  @Test
  void anotherFutureIsAnotherCall() {
    TestGraph second = new TestGraph().threads("a").futures("F", "G").timed("a", "G");
    assertThat(confirm(future(5), waiting(second, "a", 6)))
        .noneMatch(finding -> finding.certainty() == Certainty.LIKELY);
  }

  @Test
  void whatSomebodyElseHasIsNotLost() {
    TestGraph first = future(5);
    first.with("F").attribute("liveness", "reached");
    assertThat(Findings.standard().find(first.build())).isEmpty();
  }

  /** Whoever has to do with many threads may wait so between two rounds of work. */
  @Test
  void aLatchForOneCountMayBeThereToStopIt() {
    assertThat(Findings.standard().find(latch(1, 5).build())).isEmpty();
    assertThat(only(confirm(latch(2, 5), latch(2, 6))).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void unlessItHoldsUpOthers() {
    Finding finding = only(confirm(holding(5), holding(6)));

    assertThat(finding.kind()).isEqualTo(FindingKind.LOST);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.tasks()).hasSize(2);
  }

  private static TestGraph holding(long cpuNanos) {
    return latch(1, cpuNanos).heldBy("L", "a").needs("b", "L");
  }

  /** That others wait to be told to stop, too, or for its end, does not say it. */
  @Test
  void neitherWhoWaitsForTheSameNorWhoJoinsHoldsItUp() {
    assertThat(Findings.standard().find(latch(1, 5).needs("b", "T").build())).isEmpty();
    assertThat(Findings.standard().find(latch(1, 5).needs("b", "a").build())).isEmpty();
  }

  /** As one who fails the future when his time is over does, for all who have none. */
  @Test
  void oneWhoWasNotSeenToBeginAgainMayEndItForOthers() {
    assertThat(confirm(shared(5), shared(5)))
        .noneMatch(finding -> finding.certainty() == Certainty.LIKELY);
    assertThat(only(confirm(shared(5), shared(6))).certainty()).isEqualTo(Certainty.LIKELY);
  }

  private static TestGraph shared(long cpuNanos) {
    TestGraph graph = new TestGraph().threads("a", "b").futures("F").timed("a", "F");
    graph.needs("b", "F").with("F").attribute("liveness", "waiters");
    return waiting(graph, "a", cpuNanos);
  }

  private static List<Finding> confirm(TestGraph first, TestGraph second) {
    Graph graph = first.build();
    return Confirmation.confirm(Findings.standard().find(graph), graph, second.build());
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
