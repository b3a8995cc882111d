package dev.peeps.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The causes that are found, against their definition played through until nothing changes. */
class WhyPropertyTest {

  @Property(tries = 500)
  void theCauseIsThatOfTheDefinition(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 10) int size) {
    Graph graph = graph(random, size);
    Map<String, Cause> causes = causes(graph);
    for (Entity entity : graph.entities()) {
      Why why = Why.of(graph, List.of(), entity);
      assertThat(why.cause()).as(entity.id()).isEqualTo(causes.get(entity.id()));
    }
  }

  @Property(tries = 500)
  void eachStepIsAnEdgeAndNobodyIsMetTwiceButAtTheEnd(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 10) int size) {
    Graph graph = graph(random, size);
    for (Entity entity : graph.entities()) {
      List<Step> steps = Why.of(graph, List.of(), entity).steps();
      for (int step = 1; step < steps.size(); step++) {
        Edge edge = steps.get(step).link().edge();
        assertThat(edge.from()).isEqualTo(steps.get(step - 1).entity().id());
        assertThat(edge.to()).isEqualTo(steps.get(step).entity().id());
      }
      assertThat(steps.stream().limit(Math.max(1, steps.size() - 1)).map(Step::entity))
          .doesNotHaveDuplicates();
    }
  }

  /** Everyone is stuck until all that he needs, and one of his alternatives, is better. */
  private static Map<String, Cause> causes(Graph graph) {
    Map<String, Cause> causes = new HashMap<>();
    for (Entity entity : graph.entities()) {
      boolean runs = entity.state().equals("RUNNABLE");
      boolean leaf = graph.from(entity.id()).isEmpty();
      causes.put(entity.id(), !leaf ? Cause.CIRCLE : runs ? Cause.RUNS : Cause.UNKNOWN);
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Entity entity : graph.entities()) {
        if (!graph.from(entity.id()).isEmpty()) {
          Cause now = judged(graph, entity, causes);
          changed |= now != causes.put(entity.id(), now);
        }
      }
    }
    return causes;
  }

  private static Cause judged(Graph graph, Entity entity, Map<String, Cause> causes) {
    Cause worst = Cause.RUNS;
    Cause best = null;
    for (Edge edge : graph.from(entity.id())) {
      Cause one = causes.get(edge.to());
      if (edge.choice() == null) {
        worst = one.compareTo(worst) > 0 ? one : worst;
      } else {
        best = best == null || one.compareTo(best) < 0 ? one : best;
      }
    }
    return best != null && best.compareTo(worst) > 0 ? best : worst;
  }

  /** Threads and futures that need all of some and one of others. */
  private static Graph graph(Random random, int size) {
    TestGraph graph = new TestGraph();
    String[] words = new String[2 * size];
    for (int each = 0; each < size; each++) {
      words[each] = "t" + each;
      words[size + each] = "f" + each;
      graph.threads(words[each]).futures(words[size + each]);
      graph.with(words[each]).state(random.nextBoolean() ? "RUNNABLE" : "WAITING");
    }
    for (String word : words) {
      for (int needed = random.nextInt(3); needed > 0; needed--) {
        graph.needs(word, words[random.nextInt(words.length)]);
      }
      if (random.nextInt(3) == 0) {
        graph.needsAny(
            word, words[random.nextInt(words.length)], words[random.nextInt(words.length)]);
      }
    }
    return graph.build();
  }
}
