package dev.peeps.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void findsEntitiesAndEdgesByIdAndByNumber() {
    TestGraph built = new TestGraph().threads("a", "b").locks("L");
    built.heldBy("L", "a").needs("b", "L");
    Graph graph = built.build();

    assertThat(graph.entity(built.id("b")).name()).isEqualTo("b");
    assertThat(graph.entity("none")).isNull();
    assertThat(graph.indexOf("none")).isEqualTo(-1);
    assertThat(graph.entityAt(graph.indexOf(built.id("L"))).id()).isEqualTo(built.id("L"));
    assertThat(graph.from(built.id("b"))).containsExactly(graph.edges().get(1));
    assertThat(graph.to(built.id("L"))).containsExactly(graph.edges().get(1));
    assertThat(graph.from("none")).isEmpty();
    assertThat(graph.fromIndex(1)).isEqualTo(graph.indexOf(built.id("b")));
    assertThat(graph.toIndex(1)).isEqualTo(graph.indexOf(built.id("L")));
  }

  @Test
  void growsPastItsFirstTables() {
    TestGraph built = new TestGraph();
    for (int i = 0; i < 500; i++) {
      built.threads("t" + i).locks("L" + i).needs("t" + i, "L" + i, "L" + i / 2);
    }
    Graph graph = built.build();

    assertThat(graph.entities()).hasSize(1000);
    for (int i = 0; i < 500; i++) {
      assertThat(graph.entity(built.id("t" + i)).name()).isEqualTo("t" + i);
      assertThat(graph.from(built.id("t" + i))).hasSize(i == 0 ? 1 : 2);
    }
  }

  @Test
  void anIdIsTakenOnce() {
    Entity entity = new EntityBuilder("7/lock-1", "7", EntityKind.LOCK).build();
    Graph.Builder builder = new Graph.Builder().entity(entity);

    assertThatThrownBy(() -> builder.entity(entity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7/lock-1");
    assertThat(builder.build().entities()).containsExactly(entity);
  }

  @Test
  void anEdgeNeedsBothEnds() {
    Graph.Builder builder =
        new Graph.Builder()
            .entity(new EntityBuilder("7/lock-1", "7", EntityKind.LOCK).build())
            .edge(Edge.exact("7/lock-1", "7/thread-9", EdgeKind.HELD_BY, ""));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("7/thread-9");
  }

  @Test
  void anExactEdgeReplacesAnInferredOne() {
    TestGraph built = new TestGraph().threads("a").locks("L");
    built.inferredHolder("L", "a", "a guess").heldBy("L", "a").inferredHolder("L", "a", "another");

    assertThat(built.build().edges())
        .singleElement()
        .satisfies(edge -> assertThat(edge.evidence()).isEqualTo(Evidence.EXACT));
  }
}
