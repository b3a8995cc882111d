package dev.peeps.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitsTest {

  @Test
  void countsDirectAndTransitiveWaiters() {
    TestGraph graph = new TestGraph().threads("a", "b", "c").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("b", "L1").heldBy("L2", "b").needs("c", "L2");

    Waits waits = new Waits(graph.build());

    assertThat(waits.blockedBehind(graph.id("a"))).isEqualTo(2);
    assertThat(waits.blockedBehind(graph.id("L2"))).isEqualTo(1);
    assertThat(waits.blockedBehind(graph.id("c"))).isZero();
    assertThat(waits.blockedBehind("no such id")).isZero();
  }

  @Test
  void inACircleEverybodyWaitsForTheOthers() {
    TestGraph graph = new TestGraph().threads("a", "b", "c").locks("L1", "L2");
    graph.heldBy("L1", "a").needs("a", "L2").heldBy("L2", "b").needs("b", "L1").needs("c", "L1");

    Waits waits = new Waits(graph.build());

    assertThat(waits.blockedBehind(graph.id("a"))).isEqualTo(2);
    assertThat(waits.blockedBehind(graph.id("L1"))).isEqualTo(3);
  }

  @Test
  void whoWaitsOnTwoWaysCountsOnce() {
    TestGraph graph = new TestGraph().threads("a").futures("all", "f", "g", "root");
    graph.needs("a", "all").needs("all", "f", "g").needs("f", "root").needs("g", "root");

    Waits waits = new Waits(graph.build());

    assertThat(waits.blockedBehind(graph.id("root"))).isEqualTo(4);
    assertThat(waits.blockedBehind(graph.id("f"))).isEqualTo(2);
  }

  @Test
  void idleTasksAreNotBlocked() {
    TestGraph graph = new TestGraph().threads("worker").things(EntityKind.CHANNEL, "Queue", "q");
    graph.with("worker").idle(true);
    graph.needs("worker", "q");

    assertThat(new Waits(graph.build()).blockedBehind(graph.id("q"))).isZero();
  }

  @Test
  void namesWaitersAndHolders() {
    TestGraph built = new TestGraph().threads("a", "b").locks("L");
    built.heldBy("L", "a").needs("b", "L");
    Graph graph = built.build();
    Waits waits = new Waits(graph);

    assertThat(waits.waitersOf(built.id("L"))).containsExactly(graph.entity(built.id("b")));
    assertThat(waits.holdersOf(built.id("L"))).containsExactly(graph.entity(built.id("a")));
    assertThat(waits.holdersOf(built.id("a"))).isEmpty();
  }

  @Property(tries = 500)
  void isTheNumberOfTasksThatReachIt(
      @ForAll @Size(max = 30) List<@IntRange(max = 143) Integer> pairs) {
    TestGraph built = new TestGraph();
    for (int node = 0; node < 12; node++) {
      if (node % 3 == 0) {
        built.locks("n" + node);
      } else {
        built.futures("n" + node);
      }
    }
    for (int pair : pairs) {
      built.needs("n" + pair / 12, "n" + pair % 12);
    }
    Graph graph = built.build();
    Waits waits = new Waits(graph);

    for (Entity entity : graph.entities()) {
      assertThat(waits.blockedBehind(entity.id())).isEqualTo(reaching(graph, entity));
    }
  }

  private static int reaching(Graph graph, Entity entity) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(entity.id()));
    while (!open.isEmpty()) {
      for (Edge edge : graph.to(open.remove())) {
        if (seen.add(edge.from())) {
          open.add(edge.from());
        }
      }
    }
    seen.remove(entity.id());
    seen.removeIf(id -> !graph.entity(id).kind().isTask());
    return seen.size();
  }

  @Test
  void aGroupIsNotBehindItselfAndNobodyCountsTwice() {
    TestGraph sketch = new TestGraph().threads("a", "b", "c", "d").locks("l", "m");
    sketch.heldBy("l", "a").heldBy("m", "b").needs("c", "l", "m").needs("d", "l").needs("b", "l");
    Graph graph = sketch.build();
    int a = graph.indexOf(sketch.id("a"));
    int b = graph.indexOf(sketch.id("b"));
    Waits waits = new Waits(graph);
    assertThat(waits.blockedBehindAny(new int[] {a})).isEqualTo(3);
    assertThat(waits.blockedBehindAny(new int[] {b})).isEqualTo(1);
    assertThat(waits.blockedBehindAny(new int[] {a, b, a})).isEqualTo(2);
    assertThat(waits.blockedBehindAny(new int[0])).isZero();
  }
}
