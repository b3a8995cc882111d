package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The edges of an entity by their targets and their choices. Of an executor with thousands of
 * workers each is asked about: so those of the last entity that has many are kept. Not safe for use
 * by several threads.
 */
final class OneSource {
  /** To look at as many again is no work. */
  private static final int FEW = 16;

  private final Graph graph;
  private final Map<String, List<Edge>> byTarget = new HashMap<>(0);
  private final Map<String, Set<String>> byChoice = new HashMap<>(0);
  private String source;

  OneSource(Graph graph) {
    this.graph = graph;
  }

  /** Edges from one entity, those to the other among them. */
  List<Edge> around(String from, String to) {
    List<Edge> edges = graph.from(from);
    if (edges.size() <= FEW) {
      return edges;
    }
    keep(from, edges);
    List<Edge> found = byTarget.get(to);
    return found == null ? List.of() : found;
  }

  /**
   * The targets among which this edge is a choice. Of many the same set is given again as long as
   * no other entity is asked about.
   */
  Set<String> alternatives(Edge edge) {
    List<Edge> edges = graph.from(edge.from());
    if (edges.size() > FEW) {
      keep(edge.from(), edges);
      Set<String> found = byChoice.get(edge.choice());
      return found == null ? Set.of() : found;
    }
    Set<String> targets = new HashSet<>();
    for (Edge other : edges) {
      if (Objects.equals(edge.choice(), other.choice())) {
        targets.add(other.to());
      }
    }
    return targets;
  }

  private void keep(String from, List<Edge> edges) {
    if (from.equals(source)) {
      return;
    }
    source = from;
    byTarget.clear();
    byChoice.clear();
    for (Edge edge : edges) {
      List<Edge> there = byTarget.get(edge.to());
      if (there == null) {
        there = new ArrayList<>(1);
        byTarget.put(edge.to(), there);
      }
      there.add(edge);
      Set<String> targets = byChoice.get(edge.choice());
      if (targets == null) {
        targets = new HashSet<>();
        byChoice.put(edge.choice(), targets);
      }
      targets.add(edge.to());
    }
  }
}
