package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Behind a task without a stack of its own, such as a stage of a future: the nearest thread that
 * waits for it. A person knows a thread by its name and its place in the code, and a stage by
 * nothing.
 */
final class Foremost {
  /** Entities to look at; a thread is hardly ever more than a few stages away. */
  private static final int STEPS = 2_000;

  private Foremost() {}

  /**
   * The way from the thread down to the task, both included; of several the shortest. The task
   * alone when it is a thread itself, or when no thread waits for it.
   */
  static List<Entity> wayTo(Graph graph, Entity task) {
    if (SecondLook.isThread(task)) {
      return List.of(task);
    }
    Adjacency in = graph.in();
    List<Integer> queue = new ArrayList<>();
    Map<Integer, Integer> towards = new HashMap<>();
    int start = graph.indexOf(task.id());
    queue.add(start);
    towards.put(start, start);
    for (int next = 0; next < queue.size() && next < STEPS; next++) {
      int node = queue.get(next);
      for (int place = in.first(node); place < in.end(node); place++) {
        int edge = in.target(place);
        int from = graph.fromIndex(edge);
        if (!graph.edges().get(edge).kind().isBlocking()
            || graph.edges().get(edge).timed()
            || graph.entityAt(from).idle()
            || towards.putIfAbsent(from, node) != null) {
          continue;
        }
        if (SecondLook.isThread(graph.entityAt(from))) {
          return way(graph, towards, from);
        }
        queue.add(from);
      }
    }
    return List.of(task);
  }

  private static List<Entity> way(Graph graph, Map<Integer, Integer> towards, int thread) {
    List<Entity> way = new ArrayList<>();
    int node = thread;
    way.add(graph.entityAt(node));
    while (towards.get(node) != node) {
      node = towards.get(node);
      way.add(graph.entityAt(node));
    }
    return Collections.unmodifiableList(way);
  }
}
