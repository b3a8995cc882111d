package dev.peeps.macro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who counts as blocked by what a rule of a layout reports. */
class BlockedTest {
  private final TestGraph names =
      new TestGraph()
          .threads("a", "b", "idle", "behind")
          .locks("lock", "task")
          .needs("a", "lock")
          .needs("b", "lock")
          .needs("idle", "lock")
          .heldBy("task", "idle")
          .needs("behind", "task");

  BlockedTest() {
    names.with("idle").idle(true);
  }

  @Test
  void whoIsIdleWaitsForWorkAndHoldsUpNobody() {
    Graph graph = names.build();
    Blocked blocked = new Blocked(graph);
    assertThat(blocked.behind(List.of(graph.entity(names.id("lock")))))
        .containsExactly(names.id("a"), names.id("b"));
    assertThat(blocked.isCutShort()).isFalse();
  }

  @Test
  void thatSomeWereNotCountedIsKnown() {
    Graph graph = names.build();
    Blocked blocked = new Blocked(graph, 1);
    assertThat(blocked.behind(List.of(graph.entity(names.id("lock"))))).hasSize(1);
    assertThat(blocked.isCutShort()).isTrue();
  }
}
