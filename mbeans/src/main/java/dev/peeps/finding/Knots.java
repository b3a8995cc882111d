package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * All knots of a graph. Finding them is linear in edges; telling what waits behind each costs a
 * traversal each, {@value #BEHIND} entities in all, after which knots say that they did not count.
 */
final class Knots {
  private static final int BEHIND = 8_000_000;
  private static final int NONE = -1;

  private final Graph graph;
  private final WaitConditions conditions;
  private final Cores cores;
  private final List<Knot> knots = new ArrayList<>();
  private final List<DeadEnd> deadEnds = new ArrayList<>();

  private final BitSet stuck = new BitSet();

  /** Per entity, the place of its knot in {@link #knots}; null when there is no knot. */
  private int[] knotOf;

  Knots(Graph graph) {
    this(graph, new BitSet());
  }

  /**
   * @param assumed numbers of entities that are taken for dead ends
   */
  Knots(Graph graph, BitSet assumed) {
    this(graph, assumed, Hearsay.GIVEN);
  }

  /**
   * @param hearsay of which things without an owner those who know them may owe them
   */
  Knots(Graph graph, BitSet assumed, Hearsay hearsay) {
    this.graph = graph;
    this.conditions = WaitConditions.of(graph, assumed, hearsay);
    this.cores = Cores.of(conditions);
    if (cores.cores().isEmpty()) {
      return;
    }
    for (int node : cores.stuck()) {
      stuck.set(node);
    }
    knotOf = new int[graph.entities().size()];
    Arrays.fill(knotOf, NONE);
    Behind behind = new Behind(graph, cores, BEHIND);
    Circle circle = new Circle(graph);
    for (int[] nodes : cores.cores()) {
      if (cores.isDeadEnd(nodes)) {
        Entity end = graph.entityAt(nodes[0]);
        behind.of(nodes);
        deadEnds.add(new DeadEnd(end, behind.wayTo(nodes[0]), behind.blocked(), behind.counted()));
        continue;
      }
      for (int node : nodes) {
        knotOf[node] = knots.size();
      }
      int[] edges = edges(nodes);
      List<Entity> tasks = behind.of(nodes);
      int start = tasks.isEmpty() ? nodes[0] : graph.indexOf(tasks.get(0).id());
      List<Edge> round = circle.from(start, nodes, edges);
      knots.add(new Knot(graph, nodes, edges, round, tasks, behind.blocked(), behind.counted()));
    }
  }

  /** The knots in the order of the graph; empty when nothing is stuck for ever. */
  List<Knot> all() {
    return Collections.unmodifiableList(knots);
  }

  /** True when this entity can never go on. */
  boolean isStuck(int node) {
    return stuck.get(node);
  }

  /** The dead ends behind which something waits, in the order of the graph. */
  List<DeadEnd> deadEnds() {
    return Collections.unmodifiableList(deadEnds);
  }

  /** The knot that this entity is a part of, or null. */
  Knot with(String id) {
    int index = graph.indexOf(id);
    return knotOf == null || index < 0 || knotOf[index] == NONE ? null : knots.get(knotOf[index]);
  }

  /** True when all of the knot stays stuck though every inferred edge in it is left out. */
  boolean exact(Knot knot) {
    BitSet inferred = new BitSet();
    for (int number : knot.numbers()) {
      if (graph.edges().get(number).evidence() == Evidence.INFERRED) {
        inferred.set(number);
      }
    }
    return holdsWithout(knot, inferred);
  }

  /**
   * True when all of the knot stays stuck though these waits, with their choices, end.
   *
   * @param over numbers of edges
   */
  boolean holdsWithout(Knot knot, BitSet over) {
    return over.isEmpty() || cores.region().stuck(knot.nodes(), over).length == knot.nodes().length;
  }

  /** Numbers of the edges by which these entities keep each other, in the order of the entities. */
  private int[] edges(int[] nodes) {
    int[] numbers = new int[nodes.length];
    int count = 0;
    Adjacency owned = conditions.ofOwner();
    Adjacency edges = conditions.edges();
    for (int node : nodes) {
      for (int each = owned.first(node); each < owned.end(node); each++) {
        int condition = owned.target(each);
        if (isWithin(condition, knotOf[node])) {
          for (int edge = edges.first(condition); edge < edges.end(condition); edge++) {
            numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, count * 2);
            numbers[count++] = edges.target(edge);
          }
        }
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  private boolean isWithin(int condition, int knot) {
    Adjacency edges = conditions.edges();
    for (int each = edges.first(condition); each < edges.end(condition); each++) {
      if (knotOf[conditions.target(edges.target(each))] != knot) {
        return false;
      }
    }
    return true;
  }
}
