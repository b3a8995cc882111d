package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Consumers at an empty queue are stuck only behind producers that are, by a finding of theirs. */
class EmptyChannelsTest {
  private static final String QUEUE = "java.util.concurrent.ArrayBlockingQueue";

  private final TestGraph graph =
      new TestGraph()
          .threads("reader", "parser", "writer", "caller", "other", "gone")
          .things(EntityKind.CHANNEL, QUEUE, "rows", "lines")
          .locks("cursor");

  EmptyChannelsTest() {
    graph.with("rows").state("empty");
    graph.with("lines").state("empty");
    graph.with("gone").state("TERMINATED").stack(List.of());
    graph.needs("reader", "cursor").heldBy("cursor", "gone");
    graph.needs("parser", "rows").knownTo("rows", "parser");
  }

  private List<Finding> all() {
    return Findings.standard().find(graph.build());
  }

  private List<Finding> stalled() {
    List<Finding> stalled = new ArrayList<>(all());
    stalled.removeIf(finding -> finding.kind() != FindingKind.STALLED);
    return stalled;
  }

  private static List<String> kinds(List<Finding> findings) {
    return findings.stream().map(finding -> finding.kind().word()).collect(Collectors.toList());
  }

  @Test
  void aConsumerSomebodyWaitsForAndAProducerBehindALockNobodyGivesBack() {
    graph.knownTo("rows", "reader").needs("caller", "parser");
    List<Finding> findings = all();
    assertThat(kinds(findings)).containsExactly("abandoned", "stalled");
    Finding stalled = findings.get(1);
    assertThat(stalled.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(stalled.summary())
        .startsWith("stalled: ArrayBlockingQueue@")
        .contains("is empty, and \"parser\" waits for an item; \"reader\", which could put one in,")
        .contains("waits for ReentrantLock@");
    assertThat(stalled.tasks()).containsExactly(graph.id("parser"), graph.id("caller"));
    assertThat(stalled.chain())
        .containsExactly(
            graph.id("parser"),
            graph.id("rows"),
            graph.id("reader"),
            graph.id("cursor"),
            graph.id("gone"));
    assertThat(Blame.causes(findings)).containsExactly(-1, 0);
  }

  @Test
  void aConsumerNobodyWaitsForIsOnlyPossible() {
    graph.knownTo("rows", "reader");
    assertThat(stalled().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void eachStageOfAPipelineFollows() {
    graph.knownTo("rows", "reader").knownTo("lines", "parser");
    graph.needs("writer", "lines").needs("caller", "writer");
    List<Finding> findings = all();
    assertThat(kinds(findings)).containsExactly("abandoned", "stalled", "stalled");
    assertThat(findings.subList(1, 3)).allMatch(each -> each.certainty() == Certainty.LIKELY);
    assertThat(Blame.causes(findings)).containsOnlyOnce(-1);
  }

  @Test
  void oneProducerThatGoesOnIsEnough() {
    graph.knownTo("rows", "reader").knownTo("rows", "other").needs("caller", "parser");
    assertThat(stalled()).isEmpty();
  }

  @Test
  void whoSomebodyThatRunsCanFeedIsNotStuck() {
    graph.knownTo("rows", "reader").needs("caller", "parser");
    graph.with("rows").attribute("liveness", "reached");
    assertThat(stalled()).isEmpty();
  }

  @Test
  void whatNobodyThatRunsCanGetAtIsFilledByWhoKnowsIt() {
    graph.knownTo("rows", "reader").needs("caller", "parser");
    graph.with("rows").attribute("liveness", "unreached");
    assertThat(stalled().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void nobodyIsBlamedWhoIsNotKnownToFillIt() {
    graph.needs("caller", "parser");
    assertThat(kinds(all())).containsExactly("abandoned");
  }

  @Test
  void aProducerThatWaitsForSomebodyWhoGoesOnIsSlow() {
    graph.knownTo("lines", "other").needs("writer", "lines").needs("caller", "writer");
    graph.locks("busy").needs("other", "busy").heldBy("busy", "parser");
    assertThat(stalled()).isEmpty();
  }

  @Test
  void withATimeLimitItIsNone() {
    graph.knownTo("lines", "reader").timed("writer", "lines").needs("caller", "writer");
    assertThat(stalled()).isEmpty();
  }
}
