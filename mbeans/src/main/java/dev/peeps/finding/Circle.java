package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The shortest way from one entity of a core round to itself, which a person follows with a finger.
 */
final class Circle {
  private final Graph graph;

  /** Per entity, the edge by which it was reached; -1 when it was not. */
  private final int[] reachedBy;

  Circle(Graph graph) {
    this.graph = graph;
    this.reachedBy = new int[graph.entities().size()];
    Arrays.fill(reachedBy, -1);
  }

  /**
   * The edges of the circle; the first starts at {@code start}.
   *
   * @param nodes the core
   * @param edges numbers of its edges, grouped by the entity at which they start, in the order of
   *     {@code nodes}; every entity leads to every other
   */
  List<Edge> from(int start, int[] nodes, int[] edges) {
    int[] first = new int[nodes.length + 1];
    int place = 0;
    for (int node = 0; node < nodes.length; node++) {
      first[node] = place;
      while (place < edges.length && graph.fromIndex(edges[place]) == nodes[node]) {
        place++;
      }
    }
    first[nodes.length] = place;
    int[] queue = new int[nodes.length + 1];
    queue[0] = start;
    int queued = 1;
    for (int head = 0; head < queued && reachedBy[start] < 0; head++) {
      int node = Arrays.binarySearch(nodes, queue[head]);
      for (int each = first[node]; each < first[node + 1]; each++) {
        int target = graph.toIndex(edges[each]);
        if (reachedBy[target] < 0) {
          reachedBy[target] = edges[each];
          queue[queued++] = target;
        }
      }
    }
    List<Edge> circle = back(start);
    for (int node : nodes) {
      reachedBy[node] = -1;
    }
    return circle;
  }

  private List<Edge> back(int start) {
    List<Edge> circle = new ArrayList<>(4);
    int node = start;
    do {
      circle.add(graph.edges().get(reachedBy[node]));
      node = graph.fromIndex(reachedBy[node]);
    } while (node != start);
    Collections.reverse(circle);
    return circle;
  }
}
