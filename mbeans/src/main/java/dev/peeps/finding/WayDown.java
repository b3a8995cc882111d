package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** A chain of waits that does not come back: from who is stuck down to the cause. */
final class WayDown {
  private WayDown() {}

  /** Ids of the entities along these edges, which lie end to end; empty when there is none. */
  static List<String> chain(List<Edge> way) {
    List<String> chain = new ArrayList<>();
    for (Edge edge : way) {
      chain.add(edge.from());
    }
    if (!way.isEmpty()) {
      chain.add(way.get(way.size() - 1).to());
    }
    return chain;
  }

  /** The tasks among those that wait along the way, from its beginning. */
  static List<Entity> tasks(Graph graph, List<Edge> way) {
    List<Entity> tasks = new ArrayList<>();
    for (Edge edge : way) {
      Entity entity = graph.entity(edge.from());
      if (entity.kind().isTask()) {
        tasks.add(entity);
      }
    }
    return tasks;
  }

  /** The waits between the entities of a chain, as far as the graph has them. */
  static List<Edge> edges(Graph graph, List<String> chain) {
    List<Edge> edges = new ArrayList<>();
    for (int place = 0; place + 1 < chain.size(); place++) {
      for (Edge edge : graph.from(chain.get(place))) {
        boolean waits = edge.kind().isBlocking() || edge.kind() == EdgeKind.KNOWN_TO;
        if (waits && edge.to().equals(chain.get(place + 1))) {
          edges.add(edge);
          break;
        }
      }
    }
    return edges;
  }
}
