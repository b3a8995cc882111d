package dev.peeps.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who waits behind whom. A task counts as blocked behind everything that its blocking edges lead
 * to, directly or through others, also when its wait ends by itself after a time or when one of
 * several alternatives would do; an idle task, which waits for work and not for an answer, never
 * counts.
 *
 * <p>Setting it up is linear in the graph. {@link #blockedBehind} is then constant where each
 * waiter waits for one thing (nearly always), else one traversal of what waits there, remembered.
 * Not safe for use by several threads.
 */
public final class Waits {
  private static final int UNCOUNTED = -1;

  private final Graph graph;
  private final Adjacency in;
  private final Components components;
  private final Adjacency members;
  private final int[] counts;
  private final int[] visited;
  private int visit;

  public Waits(Graph graph) {
    this.graph = graph;
    int pairs = 0;
    int[] from = new int[graph.edges().size()];
    int[] to = new int[graph.edges().size()];
    for (int edge = 0; edge < from.length; edge++) {
      if (graph.edges().get(edge).kind().isBlocking() && !graph.idleAt(graph.fromIndex(edge))) {
        from[pairs] = graph.fromIndex(edge);
        to[pairs++] = graph.toIndex(edge);
      }
    }
    int nodes = graph.entities().size();
    Adjacency out = Adjacency.of(nodes, from, to, pairs);
    this.in = Adjacency.of(nodes, to, from, pairs);
    this.components = Components.of(out);
    int[] component = new int[nodes];
    int[] node = new int[nodes];
    for (int each = 0; each < nodes; each++) {
      component[each] = components.of(each);
      node[each] = each;
    }
    this.members = Adjacency.of(components.count(), component, node, nodes);
    this.counts = new int[components.count()];
    this.visited = new int[nodes];
    count(out);
  }

  /**
   * How many different tasks are blocked behind this entity, itself not counted, also when it
   * stands in a circle and so waits for itself; 0 for an id that the graph does not have.
   */
  public int blockedBehind(String id) {
    int index = graph.indexOf(id);
    if (index < 0) {
      return 0;
    }
    int component = components.of(index);
    if (counts[component] == UNCOUNTED) {
      counts[component] = traverse(component);
    }
    return counts[component] - (isTask(index) ? 1 : 0);
  }

  /**
   * How many different tasks are blocked behind any of the entities of these numbers, themselves
   * not counted. One traversal of what waits there, not remembered.
   */
  public int blockedBehindAny(int[] numbers) {
    visit++;
    int[] queue = new int[Math.max(16, numbers.length)];
    int queued = 0;
    int tasks = 0;
    for (int index : numbers) {
      if (visited[index] != visit) {
        visited[index] = visit;
        queue = push(queue, queued++, index);
        tasks += isTask(index) ? 1 : 0;
      }
    }
    return traverse(queue, queued) - tasks;
  }

  /** Tasks that wait for this entity itself, in the order of the graph; empty when none. */
  public List<Entity> waitersOf(String id) {
    Set<Entity> waiters = new LinkedHashSet<>();
    for (Edge edge : graph.to(id)) {
      Entity waiter = graph.entity(edge.from());
      if (edge.kind() == EdgeKind.NEEDS && waiter.kind().isTask()) {
        waiters.add(waiter);
      }
    }
    return new ArrayList<>(waiters);
  }

  /** Who holds this entity, in the order of the graph; empty when nobody or unknown. */
  public List<Entity> holdersOf(String id) {
    List<Entity> holders = new ArrayList<>();
    for (Edge edge : graph.from(id)) {
      if (edge.kind() == EdgeKind.HELD_BY) {
        holders.add(graph.entity(edge.to()));
      }
    }
    return holders;
  }

  /**
   * Adds up component after component, waiters first. The sum is right as long as nobody behind it
   * leads to two components; from there on down it would count some twice and is left open.
   */
  private void count(Adjacency out) {
    for (int component = components.count() - 1; component >= 0; component--) {
      int only = -1;
      boolean forks = false;
      for (int member = members.first(component); member < members.end(component); member++) {
        int node = members.target(member);
        if (counts[component] != UNCOUNTED && isTask(node)) {
          counts[component]++;
        }
        for (int edge = out.first(node); edge < out.end(node); edge++) {
          int next = components.of(out.target(edge));
          forks |= next != component && only != -1 && only != next;
          only = next == component ? only : next;
        }
      }
      pass(component, out, forks);
    }
  }

  private void pass(int component, Adjacency out, boolean forks) {
    boolean passed = false;
    for (int member = members.first(component); member < members.end(component); member++) {
      int node = members.target(member);
      for (int edge = out.first(node); edge < out.end(node); edge++) {
        int next = components.of(out.target(edge));
        if (next == component) {
          continue;
        }
        if (forks || counts[component] == UNCOUNTED || counts[next] == UNCOUNTED) {
          counts[next] = UNCOUNTED;
        } else if (!passed) {
          counts[next] += counts[component];
          passed = true;
        }
      }
    }
  }

  /** Tasks behind all members of a component, those among the members counted. */
  private int traverse(int component) {
    visit++;
    int[] queue = new int[16];
    int queued = 0;
    for (int member = members.first(component); member < members.end(component); member++) {
      queue = push(queue, queued++, members.target(member));
      visited[members.target(member)] = visit;
    }
    return traverse(queue, queued);
  }

  /** Tasks among what is queued and visited already, and among all that wait behind it. */
  private int traverse(int[] start, int length) {
    int[] queue = start;
    int queued = length;
    int tasks = 0;
    for (int head = 0; head < queued; head++) {
      int node = queue[head];
      tasks += isTask(node) ? 1 : 0;
      for (int edge = in.first(node); edge < in.end(node); edge++) {
        int waiter = in.target(edge);
        if (visited[waiter] != visit) {
          visited[waiter] = visit;
          queue = push(queue, queued++, waiter);
        }
      }
    }
    return tasks;
  }

  private static int[] push(int[] queue, int place, int node) {
    int[] roomy = place < queue.length ? queue : Arrays.copyOf(queue, queue.length * 2);
    roomy[place] = node;
    return roomy;
  }

  private boolean isTask(int node) {
    return graph.kindAt(node).isTask();
  }
}
