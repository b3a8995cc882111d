package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;

/**
 * What the sections ask about every entity, counted in one pass over the edges: asking the graph
 * entity by entity would cost a look-up by name for each of 100,000 threads, several times.
 */
final class Links {
  private final Graph graph;
  private final boolean[] waits;
  private final boolean[] awaited;
  private final int[] waiters;

  Links(Graph graph) {
    this.graph = graph;
    int size = graph.entities().size();
    this.waits = new boolean[size];
    this.awaited = new boolean[size];
    this.waiters = new int[size];
    for (int number = 0; number < graph.edges().size(); number++) {
      Edge edge = graph.edges().get(number);
      if (edge.kind().isBlocking()) {
        int from = graph.fromIndex(number);
        int to = graph.toIndex(number);
        waits[from] = true;
        awaited[to] = true;
        if (edge.kind() == EdgeKind.NEEDS && isWaiter(graph.entityAt(from))) {
          waiters[to]++;
        }
      }
    }
  }

  /** True for a task that waits for more than work. */
  static boolean isWaiter(Entity entity) {
    return entity.kind().isTask() && !entity.idle();
  }

  /** True when the entity of this number has an edge that blocks it. */
  boolean waits(int index) {
    return waits[index];
  }

  /** True when the entity of this number blocks another. */
  boolean isAwaited(int index) {
    return awaited[index];
  }

  /** How many tasks need the entity of this number itself, and not just for work. */
  int waiters(int index) {
    return waiters[index];
  }

  int waiters(Entity entity) {
    return waiters[graph.indexOf(entity.id())];
  }
}
