package dev.peeps.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphDiffTest {
  private static final String QUEUE = "java.util.concurrent.ArrayBlockingQueue";

  @Test
  void aPictureHasNoDifferenceToItself() {
    Graph graph = twoCrossed(new TestGraph()).build();
    GraphDiff diff = diff(graph, graph);
    assertThat(diff.isSame()).isTrue();
    assertThat(diff.still()).hasSize(2);
    assertThat(diff.sameFindings()).hasSize(1);
  }

  @Test
  void whatHasNewIdsIsToldByTheTasksAtIt() {
    TestGraph later = new TestGraph();
    Graph before = twoCrossed(new TestGraph()).build();
    // The same threads, but the locks come in another order and so have each other's ids.
    later.threads("a", "b").locks("y", "x");
    later.needs("a", "x").heldBy("x", "b").needs("b", "y").heldBy("y", "a");
    GraphDiff diff = diff(before, later.build());
    assertThat(diff.isSame()).isTrue();
    assertThat(diff.still()).hasSize(2);
  }

  @Test
  void whoHasAnotherOwnerIsSaid() {
    TestGraph before = new TestGraph().threads("a", "b", "c").locks("x");
    before.needs("a", "x").heldBy("x", "b");
    TestGraph after = new TestGraph().threads("a", "b", "c").locks("x");
    after.needs("a", "x").heldBy("x", "c");
    GraphDiff diff = diff(before.build(), after.build());
    assertThat(diff.isSame()).isFalse();
    assertThat(diff.owners()).hasSize(1);
    assertThat(diff.owners().get(0).from()).isEqualTo("\"b\"");
    assertThat(diff.owners().get(0).to()).isEqualTo("\"c\"");
    assertThat(diff.still()).hasSize(1);
  }

  @Test
  void whoWentOnIsSaid() {
    TestGraph before = new TestGraph().threads("a", "b", "c").locks("x", "y");
    before.needs("a", "x").needs("b", "x").heldBy("x", "c").heldBy("y", "c");
    before.with("x").name("orders");
    before.with("y").name("bills");
    TestGraph after = new TestGraph().threads("a", "b", "c").locks("x", "y");
    after.with("x").name("orders");
    after.with("y").name("bills");
    after.needs("b", "y").needs("c", "x").heldBy("y", "c").heldBy("x", "a");
    GraphDiff diff = diff(before.build(), after.build());
    assertThat(diff.moved()).extracting(change -> change.after().name()).contains("a", "b", "c");
    assertThat(diff.still()).isEmpty();
  }

  @Test
  void anotherPlaceInTheCodeIsProgress() {
    TestGraph before = new TestGraph().threads("a", "b").locks("x");
    before.needs("a", "x").heldBy("x", "b");
    TestGraph after = new TestGraph().threads("a", "b").locks("x");
    after.needs("a", "x").heldBy("x", "b");
    after.with("a").stack(List.of("app.a.run(App.java:2)"));
    GraphDiff diff = diff(before.build(), after.build());
    assertThat(diff.moved()).extracting(Change::what).containsExactly("place");
    assertThat(diff.moved().get(0).to()).isEqualTo("app.a.run(App.java:2)");
  }

  @Test
  void wakingUpForNothingWithinTheJdkIsNoProgress() {
    TestGraph before = new TestGraph().threads("a", "b").locks("x");
    before.needs("a", "x").heldBy("x", "b");
    TestGraph after = new TestGraph().threads("a", "b").locks("x");
    after.needs("a", "x").heldBy("x", "b");
    after
        .with("a")
        .stack(List.of("java.util.concurrent.locks.X.y(X.java:1)", "app.a.run(App.java:1)"));
    assertThat(diff(before.build(), after.build()).isSame()).isTrue();
  }

  @Test
  void channelsMoveOrDoNot() {
    TestGraph before = new TestGraph().threads("p", "q");
    before.things(EntityKind.CHANNEL, QUEUE, "full", "moving");
    before.with("full").attribute("items", 3L).attribute("mark", 4711L);
    before.with("moving").attribute("items", 5L);
    before.needs("p", "full").needs("q", "moving");
    TestGraph after = new TestGraph().threads("p", "q");
    after.things(EntityKind.CHANNEL, QUEUE, "full", "moving");
    after.with("full").attribute("items", 3L).attribute("mark", 42L);
    after.with("moving").attribute("items", 25L);
    after.needs("p", "full").needs("q", "moving");
    GraphDiff diff = diff(before.build(), after.build());
    assertThat(diff.numbers()).hasSize(1);
    assertThat(diff.numbers().get(0).what()).isEqualTo("items");
    assertThat(diff.numbers().get(0).to()).isEqualTo("25");
    assertThat(diff.unmovedChannels()).hasSize(1);
  }

  @Test
  void whoCameAndWentIsSaid() {
    Graph before = new TestGraph().threads("a", "b").build();
    TestGraph after = new TestGraph().threads("a", "x", "c");
    GraphDiff diff = diff(before, after.build());
    assertThat(diff.gone()).extracting(entity -> entity.name()).containsExactly("b");
    assertThat(diff.appeared()).extracting(entity -> entity.name()).containsExactly("x", "c");
  }

  @Test
  void anotherRunIsComparedByNameAndPlace() {
    TestGraph other = new TestGraph("8");
    other.threads("z", "b", "a").locks("y", "x");
    other.needs("a", "x").heldBy("x", "b").needs("b", "y").heldBy("y", "a");
    GraphDiff diff = diff(twoCrossed(new TestGraph("7")).build(), other.build());
    assertThat(diff.sameFindings()).hasSize(1);
    assertThat(diff.appeared()).extracting(entity -> entity.name()).containsExactly("z");
    assertThat(diff.moved()).isEmpty();
    assertThat(diff.millis()).isEqualTo(-1);
  }

  @Test
  void eachFindingHasOneCounterpart() {
    TestGraph before = twoCrossed(new TestGraph()).threads("c", "d").locks("v", "w");
    before.needs("c", "v").heldBy("v", "d").needs("d", "w").heldBy("w", "c");
    TestGraph after = twoCrossed(new TestGraph()).threads("c", "d").locks("v", "w");
    after.needs("c", "v").heldBy("v", "d");
    Graph old = before.build();
    Graph now = after.build();
    GraphDiff diff = diff(old, now);
    assertThat(diff.sameFindings()).hasSize(1);
    assertThat(diff.goneFindings()).hasSize(1);
    assertThat(diff(now, old).newFindings()).hasSize(1);
  }

  @Test
  void findingsComeAndGo() {
    TestGraph apart = new TestGraph().threads("a", "b").locks("x", "y");
    Graph free = apart.needs("a", "x").heldBy("x", "b").build();
    Graph stuck = twoCrossed(new TestGraph()).build();
    assertThat(diff(free, stuck).newFindings()).hasSize(1);
    assertThat(diff(stuck, free).goneFindings()).hasSize(1);
    assertThat(diff(stuck, free).newFindings()).isEmpty();
  }

  private static TestGraph twoCrossed(TestGraph graph) {
    return graph
        .threads("a", "b")
        .locks("x", "y")
        .needs("a", "x")
        .heldBy("x", "b")
        .needs("b", "y")
        .heldBy("y", "a");
  }

  static GraphDiff diff(Graph before, Graph after) {
    List<Finding> then = Findings.standard().find(before);
    List<Finding> now = Findings.standard().find(after);
    return GraphDiff.of(before, then, after, now);
  }
}
