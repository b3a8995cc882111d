package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What waits behind a core, and behind which of its tasks. */
final class Behind {
  private static final int NOT_SEEN = -1;

  /** Entities to look at for the way to a dead end. */
  private static final int WAY = 100_000;

  private final Graph graph;
  private final int[] stuck;
  private final Adjacency waiters;

  /** Per stuck entity, the entity of the core that it waits behind. */
  private final int[] behind;

  private final int[] weight;
  private int budget;
  private List<Entity> blocked = List.of();
  private boolean counted;

  /**
   * @param budget how many entities may be visited for all cores together
   */
  Behind(Graph graph, Cores cores, int budget) {
    this.graph = graph;
    this.budget = budget;
    this.stuck = cores.stuck();
    this.behind = new int[stuck.length];
    this.weight = new int[stuck.length];
    Arrays.fill(behind, NOT_SEEN);
    this.waiters = reversed(cores.takeWaits());
  }

  /**
   * Looks at one core.
   *
   * @return its tasks: threads before others, among these the one with most behind it first
   */
  List<Entity> of(int[] core) {
    int[] tasks = tasks(core);
    counted = budget > 0;
    blocked = List.of();
    if (counted) {
      traverse(core, tasks);
    }
    long[] ranks = new long[tasks.length];
    for (int task = 0; task < tasks.length; task++) {
      ranks[task] = rank(tasks[task]);
    }
    Arrays.sort(ranks);
    List<Entity> ordered = new ArrayList<>(tasks.length);
    for (long rank : ranks) {
      ordered.add(graph.entityAt((int) rank));
    }
    return ordered;
  }

  private int[] tasks(int[] core) {
    int[] tasks = new int[core.length];
    int count = 0;
    for (int node : core) {
      if (graph.kindAt(node).isTask()) {
        tasks[count++] = node;
      }
    }
    return Arrays.copyOf(tasks, count);
  }

  /**
   * Threads before other tasks, these by what waits behind them, else in the order of the graph.
   */
  private long rank(int node) {
    int place = Arrays.binarySearch(stuck, node);
    long rest = (1L << 30) - 1 - weight[place];
    weight[place] = 0;
    long kind = SecondLook.isThread(graph.entityAt(node)) ? 0 : 1L << 62;
    return kind | rest << 32 | node;
  }

  /** Tasks outside the core looked at last that wait for it, the nearest first. */
  List<Entity> blocked() {
    return blocked;
  }

  /** False when the budget was used up before the core looked at last. */
  boolean counted() {
    return counted;
  }

  /**
   * Goes against the waits from all tasks of the core at once, so that each counts for its nearest.
   */
  private void traverse(int[] core, int[] tasks) {
    int[] queue = new int[Math.max(16, core.length)];
    int queued = 0;
    for (int node : tasks.length > 0 ? tasks : core) {
      int place = Arrays.binarySearch(stuck, node);
      behind[place] = place;
      queue[queued++] = place;
    }
    for (int head = 0; head < queued; head++) {
      int place = queue[head];
      if (graph.kindAt(stuck[place]).isTask() && Arrays.binarySearch(core, stuck[place]) < 0) {
        weight[behind[place]]++;
        blocked = blocked.isEmpty() ? new ArrayList<>() : blocked;
        blocked.add(graph.entityAt(stuck[place]));
      }
      for (int each = waiters.first(place); each < waiters.end(place); each++) {
        int waiter = waiters.target(each);
        if (behind[waiter] == NOT_SEEN) {
          behind[waiter] = behind[place];
          queue = queued < queue.length ? queue : Arrays.copyOf(queue, queued * 2);
          queue[queued++] = waiter;
        }
      }
    }
    for (int each = 0; each < queued; each++) {
      behind[queue[each]] = NOT_SEEN;
    }
    budget -= queued;
  }

  /**
   * How a person gets to a dead end: from a thread that waits for somebody who waits for it, if
   * there is one, else from a thread or any task that waits for it; the shortest such way.
   *
   * @return edges, one after the other, the last of which ends there; empty when nothing waits
   */
  List<Edge> wayTo(int end) {
    int start = Arrays.binarySearch(stuck, end);
    if (budget <= 0) {
      return waiters.first(start) == waiters.end(start)
          ? List.of()
          : List.of(edge(stuck[waiters.target(waiters.first(start))], end));
    }
    Map<Integer, Integer> next = new HashMap<>();
    Map<Integer, Integer> threads = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    next.put(start, NOT_SEEN);
    threads.put(start, 0);
    int best = start;
    while (!queue.isEmpty() && next.size() < WAY && threads.get(best) < 2) {
      int place = queue.remove();
      for (int each = waiters.first(place); each < waiters.end(place); each++) {
        int waiter = waiters.target(each);
        if (next.putIfAbsent(waiter, place) == null) {
          boolean thread = SecondLook.isThread(graph.entityAt(stuck[waiter]));
          threads.put(waiter, threads.get(place) + (thread ? 1 : 0));
          boolean better = thread ? threads.get(waiter) > threads.get(best) : best == start;
          best = better ? waiter : best;
          queue.add(waiter);
        }
      }
    }
    budget -= next.size();
    List<Edge> way = new ArrayList<>();
    for (int place = best; place != start; place = next.get(place)) {
      way.add(edge(stuck[place], stuck[next.get(place)]));
    }
    return way;
  }

  private Edge edge(int from, int to) {
    Adjacency out = graph.out();
    for (int each = out.first(from); each < out.end(from); each++) {
      Edge edge = graph.edges().get(out.target(each));
      boolean waits = edge.kind().isBlocking() || edge.kind() == EdgeKind.KNOWN_TO;
      if (waits && graph.toIndex(out.target(each)) == to) {
        return edge;
      }
    }
    throw new AssertionError("no wait of " + graph.entityAt(from) + " for " + graph.entityAt(to));
  }

  private static Adjacency reversed(Adjacency waits) {
    int pairs = waits.end(waits.nodes() - 1);
    int[] from = new int[pairs];
    int[] to = new int[pairs];
    for (int place = 0; place < waits.nodes(); place++) {
      for (int each = waits.first(place); each < waits.end(place); each++) {
        from[each] = waits.target(each);
        to[each] = place;
      }
    }
    return Adjacency.of(waits.nodes(), from, to, pairs);
  }
}
