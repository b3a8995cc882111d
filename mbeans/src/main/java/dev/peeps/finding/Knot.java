package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** One core of a deadlock, with what a person wants to know about it. Immutable. */
final class Knot {
  private final int[] nodes;
  private final Graph graph;
  private final int[] numbers;
  private final List<Edge> circle;
  private final List<Entity> tasks;
  private final List<Entity> behind;
  private final boolean counted;

  /**
   * @param nodes the entities of the core by number
   * @param numbers numbers of all its waits, those that nobody outside could end
   * @param circle some of them, one after the other, round to where they start
   * @param tasks the tasks of the core, the one that blocks most first
   * @param behind tasks outside the core that wait for it, nearest first
   * @param counted false when {@code behind} was not looked for
   */
  Knot(
      Graph graph,
      int[] nodes,
      int[] numbers,
      List<Edge> circle,
      List<Entity> tasks,
      List<Entity> behind,
      boolean counted) {
    this.nodes = nodes;
    this.graph = graph;
    this.numbers = numbers;
    this.circle = circle;
    this.tasks = tasks;
    this.behind = behind;
    this.counted = counted;
  }

  int[] nodes() {
    return nodes;
  }

  /** Numbers of its waits in {@link Graph#edges}. */
  int[] numbers() {
    return numbers;
  }

  /** Its waits; a copy. */
  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      edges.add(graph.edges().get(number));
    }
    return edges;
  }

  List<Edge> circle() {
    return circle;
  }

  List<Entity> tasks() {
    return tasks;
  }

  List<Entity> behind() {
    return behind;
  }

  boolean counted() {
    return counted;
  }
}
