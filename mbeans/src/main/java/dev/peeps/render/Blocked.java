package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is stuck behind an entity, directly and through others. */
final class Blocked {
  private final Graph graph;

  Blocked(Graph graph) {
    this.graph = graph;
  }

  /**
   * The number of tasks that wait for any of these, directly or through others, themselves not
   * counted. Cost: linear in what is reached backwards.
   */
  int behind(Collection<Entity> sources) {
    Set<String> seen = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    for (Entity source : sources) {
      if (seen.add(source.id()) && !graph.to(source.id()).isEmpty()) {
        open.add(source.id());
      }
    }
    int count = 0;
    while (!open.isEmpty()) {
      for (Edge edge : graph.to(open.remove())) {
        if (edge.kind().isBlocking() && seen.add(edge.from())) {
          open.add(edge.from());
          if (graph.entity(edge.from()).kind().isTask()) {
            count++;
          }
        }
      }
    }
    return count;
  }

  /** What waits for this entity directly, over edges that block, in the graph's order. */
  List<Entity> waiters(Entity entity) {
    List<Entity> waiters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Edge edge : graph.to(entity.id())) {
      if (edge.kind().isBlocking() && seen.add(edge.from())) {
        Entity waiter = graph.entity(edge.from());
        if (waiter.kind().isTask() && !waiter.idle()) {
          waiters.add(waiter);
        }
      }
    }
    return waiters;
  }
}
