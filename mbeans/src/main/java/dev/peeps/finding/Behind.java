package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What waits behind a core, and behind which of its tasks. */
final class Behind {
  private static final int NOT_SEEN = -1;

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
    this.waiters = reversed(cores.waitsWithin(stuck));
  }

  /**
   * Looks at one core.
   *
   * @return its tasks: threads before others, among these the one with most behind it first
   */
  List<Entity> of(int[] core) {
    List<Integer> tasks = new ArrayList<>();
    for (int node : core) {
      if (graph.entityAt(node).kind().isTask()) {
        tasks.add(node);
      }
    }
    counted = budget > 0;
    blocked = new ArrayList<>();
    if (counted) {
      traverse(core, tasks);
    }
    tasks.sort(new MostBehindFirst());
    List<Entity> ordered = new ArrayList<>(tasks.size());
    for (int node : tasks) {
      ordered.add(graph.entityAt(node));
      weight[placeOf(node)] = 0;
    }
    return ordered;
  }

  /** Tasks outside the core looked at last that wait for it, the nearest first. */
  List<Entity> blocked() {
    return Collections.unmodifiableList(blocked);
  }

  /** False when the budget was used up before the core looked at last. */
  boolean counted() {
    return counted;
  }

  /**
   * Goes against the waits from all tasks of the core at once, so that each counts for its nearest.
   */
  private void traverse(int[] core, List<Integer> tasks) {
    int[] queue = new int[Math.max(16, core.length)];
    int queued = 0;
    for (int node : tasks) {
      queue[queued++] = placeOf(node);
    }
    if (queued == 0) {
      queue[queued++] = placeOf(core[0]);
    }
    for (int each = 0; each < queued; each++) {
      behind[queue[each]] = queue[each];
    }
    for (int head = 0; head < queued; head++) {
      int place = queue[head];
      if (graph.entityAt(stuck[place]).kind().isTask()
          && Arrays.binarySearch(core, stuck[place]) < 0) {
        weight[behind[place]]++;
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

  private int placeOf(int node) {
    return Arrays.binarySearch(stuck, node);
  }

  private boolean isThread(int node) {
    return SecondLook.isThread(graph.entityAt(node));
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

  /** Threads before other tasks, by what waits behind them, else in the order of the graph. */
  private final class MostBehindFirst implements Comparator<Integer> {
    @Override
    public int compare(Integer one, Integer other) {
      int byKind = Boolean.compare(isThread(other), isThread(one));
      int byWeight = Integer.compare(weight[placeOf(other)], weight[placeOf(one)]);
      return byKind != 0 ? byKind : byWeight != 0 ? byWeight : Integer.compare(one, other);
    }
  }
}
