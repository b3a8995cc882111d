package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All knots of a graph. Finding them is linear in edges; telling what waits behind each costs a
 * traversal each, {@value #BEHIND} entities in all, after which knots say that they did not count.
 */
final class Knots {
  private static final int BEHIND = 8_000_000;

  private final Graph graph;
  private final WaitConditions conditions;
  private final Cores cores;
  private final List<Knot> knots = new ArrayList<>();
  private final Map<Integer, Knot> byEntity = new HashMap<>();

  Knots(Graph graph) {
    this.graph = graph;
    this.conditions = WaitConditions.of(graph);
    this.cores = Cores.of(conditions);
    List<int[]> sets = cores.cores();
    if (sets.isEmpty()) {
      return;
    }
    Behind behind = new Behind(graph, cores, BEHIND);
    Circle circle = new Circle(graph);
    for (int[] nodes : sets) {
      List<Integer> edges = edges(nodes);
      List<Entity> tasks = behind.of(nodes);
      List<Edge> round = circle.from(start(nodes, tasks), nodes, edges);
      List<Edge> all = new ArrayList<>(edges.size());
      for (int number : edges) {
        all.add(graph.edges().get(number));
      }
      Knot knot = new Knot(nodes, all, round, tasks, behind.blocked(), behind.counted());
      knots.add(knot);
      for (int node : nodes) {
        byEntity.put(node, knot);
      }
    }
  }

  /** The knots in the order of the graph; empty when nothing is stuck for ever. */
  List<Knot> all() {
    return Collections.unmodifiableList(knots);
  }

  /** The knot that this entity is a part of, or null. */
  Knot with(String id) {
    return byEntity.get(graph.indexOf(id));
  }

  /** True when all of the knot stays stuck though every inferred edge in it is left out. */
  boolean exact(Knot knot) {
    Set<Edge> inferred = new HashSet<>();
    for (Edge edge : knot.edges()) {
      if (edge.evidence() == Evidence.INFERRED) {
        inferred.add(edge);
      }
    }
    return holdsWithout(knot, inferred);
  }

  /** True when all of the knot stays stuck though these waits, with their choices, end. */
  boolean holdsWithout(Knot knot, Set<Edge> over) {
    if (over.isEmpty()) {
      return true;
    }
    BitSet numbers = new BitSet();
    for (int number : edges(knot.nodes())) {
      numbers.set(number, over.contains(graph.edges().get(number)));
    }
    return cores.region().stuck(knot.nodes(), numbers).length == knot.nodes().length;
  }

  private int start(int[] nodes, List<Entity> tasks) {
    return tasks.isEmpty() ? nodes[0] : graph.indexOf(tasks.get(0).id());
  }

  /** Numbers of the edges by which these entities keep each other. */
  private List<Integer> edges(int[] nodes) {
    BitSet inside = new BitSet();
    for (int node : nodes) {
      inside.set(node);
    }
    List<Integer> numbers = new ArrayList<>();
    Adjacency owned = conditions.ofOwner();
    for (int node : nodes) {
      for (int each = owned.first(node); each < owned.end(node); each++) {
        addIfInside(owned.target(each), inside, numbers);
      }
    }
    return numbers;
  }

  private void addIfInside(int condition, BitSet inside, List<Integer> numbers) {
    Adjacency edges = conditions.edges();
    int size = numbers.size();
    for (int each = edges.first(condition); each < edges.end(condition); each++) {
      if (!inside.get(conditions.target(edges.target(each)))) {
        numbers.subList(size, numbers.size()).clear();
        return;
      }
      numbers.add(edges.target(each));
    }
  }
}
