package dev.peeps.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.TestGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GraphDiffPropertyTest {
  @Property(tries = 300)
  void nothingDiffersFromItself(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int size) {
    Graph graph = graph(random, size);
    GraphDiff diff = GraphDiffTest.diff(graph, graph);
    assertThat(diff.isSame()).isTrue();
    assertThat(diff.newFindings()).isEmpty();
  }

  @Property(tries = 300)
  void theOrderOfAPictureDoesNotMatter(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int size) {
    Graph before = graph(random, size);
    Graph after = graph(random, size);
    GraphDiff one = GraphDiffTest.diff(before, after);
    GraphDiff other = GraphDiffTest.diff(shuffled(before, random), shuffled(after, random));
    assertThat(ids(other.appeared())).isEqualTo(ids(one.appeared()));
    assertThat(ids(other.gone())).isEqualTo(ids(one.gone()));
    assertThat(ids(other.still())).isEqualTo(ids(one.still()));
    assertThat(changes(other.moved())).isEqualTo(changes(one.moved()));
    assertThat(changes(other.owners())).isEqualTo(changes(one.owners()));
  }

  @Property(tries = 300)
  void theOtherWayRoundWhatIsNewIsGone(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int size) {
    Graph before = graph(random, size);
    Graph after = graph(random, size);
    GraphDiff there = GraphDiffTest.diff(before, after);
    GraphDiff back = GraphDiffTest.diff(after, before);
    assertThat(count(back.gone())).isEqualTo(count(there.appeared()));
    assertThat(count(back.appeared())).isEqualTo(count(there.gone()));
    assertThat(back.isSame()).isEqualTo(there.isSame());
  }

  /** Threads and locks with waits and owners at random; threads are called by their number. */
  private static Graph graph(Random random, int size) {
    TestGraph graph = new TestGraph();
    String[] threads = new String[size];
    String[] locks = new String[size];
    for (int each = 0; each < size; each++) {
      threads[each] = "t" + each;
      locks[each] = "l" + each;
    }
    graph.threads(threads).locks(locks);
    for (int each = 0; each < size; each++) {
      if (random.nextInt(3) > 0) {
        graph.needs(threads[each], locks[random.nextInt(size)]);
      }
      if (random.nextInt(3) > 0) {
        graph.heldBy(locks[each], threads[random.nextInt(size)]);
      }
    }
    return graph.build();
  }

  private static Graph shuffled(Graph graph, Random random) {
    Graph.Builder builder = new Graph.Builder();
    for (ProcessInfo process : graph.processes()) {
      builder.process(process);
    }
    List<Entity> entities = new ArrayList<>(graph.entities());
    List<Edge> edges = new ArrayList<>(graph.edges());
    Collections.shuffle(entities, random);
    Collections.shuffle(edges, random);
    entities.forEach(builder::entity);
    edges.forEach(builder::edge);
    return builder.build();
  }

  private static long count(List<Entity> entities) {
    return entities.stream().filter(entity -> entity.kind().isThread()).count();
  }

  private static Set<String> ids(List<Entity> entities) {
    return entities.stream().map(Entity::id).collect(Collectors.toSet());
  }

  private static Set<String> changes(List<Change> changes) {
    return changes.stream()
        .map(change -> change.after().id() + change.what())
        .collect(Collectors.toSet());
  }
}
