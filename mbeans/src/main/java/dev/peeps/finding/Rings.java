package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ways round between a thing that nobody brings and the threads that could: one that refers to it
 * and waits, over a lock or another thread, for whoever waits for the thing.
 *
 * <p>Each search is linear in the edges; all of one graph together make {@link #MOST_STEPS} steps
 * at most, after which dependents are no longer told from others and ways are no longer found.
 */
final class Rings {
  private static final int MOST_STEPS = 4_000_000;

  private final Graph graph;
  private int steps = MOST_STEPS;

  Rings(Graph graph) {
    this.graph = graph;
  }

  /** True when not every way was looked for: what is said of circles is not complete then. */
  boolean isExhausted() {
    return steps <= 0;
  }

  /** The threads that wait for it, or for what comes of it, with no other thread in between. */
  Set<Entity> dependents(int thing) {
    Set<Entity> threads = new LinkedHashSet<>();
    Set<Integer> seen = new HashSet<>();
    List<Integer> queue = new ArrayList<>();
    queue.add(thing);
    Adjacency in = graph.in();
    for (int next = 0; next < queue.size() && steps > 0; next++) {
      int node = queue.get(next);
      for (int place = in.first(node); place < in.end(node); place++, steps--) {
        int edge = in.target(place);
        int waiter = graph.fromIndex(edge);
        if (!graph.edges().get(edge).kind().isBlocking() || !seen.add(waiter)) {
          continue;
        }
        if (SecondLook.isThread(graph.entityAt(waiter))) {
          threads.add(graph.entityAt(waiter));
        } else {
          queue.add(waiter);
        }
      }
    }
    return threads;
  }

  /**
   * What a task waits for, link by link, down to the thing; the task is the first of it, the thing
   * is not in it. Empty when there is no such way.
   */
  List<Entity> way(Entity task, Entity thing) {
    int start = graph.indexOf(task.id());
    int end = graph.indexOf(thing.id());
    Map<Integer, Integer> before = new HashMap<>();
    List<Integer> queue = new ArrayList<>();
    before.put(start, start);
    queue.add(start);
    Adjacency out = graph.out();
    for (int next = 0; next < queue.size() && steps > 0; next++) {
      int node = queue.get(next);
      for (int place = out.first(node); place < out.end(node); place++, steps--) {
        int edge = out.target(place);
        int target = graph.toIndex(edge);
        if (!graph.edges().get(edge).kind().isBlocking()
            || before.putIfAbsent(target, node) != null) {
          continue;
        }
        if (target == end) {
          return back(before, start, node);
        }
        queue.add(target);
      }
    }
    return List.of();
  }

  private List<Entity> back(Map<Integer, Integer> before, int start, int end) {
    List<Entity> way = new ArrayList<>();
    int node = end;
    while (node != start) {
      way.add(graph.entityAt(node));
      node = before.get(node);
    }
    way.add(graph.entityAt(start));
    Collections.reverse(way);
    return way;
  }
}
