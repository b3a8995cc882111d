package dev.peeps.why;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.States;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Who waits for whom, as a person would follow it: the blocking edges of everyone who is not idle;
 * besides, a task that nobody has begun waits for its executor, and an executor without an idle
 * worker for any of its workers. Links of one condition are alternatives, see {@link
 * dev.peeps.graph.Edge} on AND and OR. Linear in the graph.
 */
final class Relation {
  private final Graph graph;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] edge = new int[64];
  private int[] condition = new int[64];
  private Link.Kind[] kind = new Link.Kind[64];
  private int links;
  private int conditions;
  private final Adjacency out;
  private final Adjacency in;
  private final Adjacency ofCondition;

  private Relation(Graph graph) {
    this.graph = graph;
    int nodes = graph.entities().size();
    boolean[] asked = new boolean[nodes];
    Map<String, Integer> choices = new HashMap<>();
    for (int node = 0; node < nodes; node++) {
      if (!graph.entityAt(node).idle() && !edges(node, choices)) {
        queued(node, asked);
      }
    }
    for (int node = 0; node < nodes; node++) {
      if (asked[node] && !waits(node)) {
        workers(node);
      }
    }
    int[] numbers = new int[links];
    for (int link = 0; link < links; link++) {
      numbers[link] = link;
    }
    this.out = Adjacency.of(nodes, from, numbers, links);
    this.in = Adjacency.of(nodes, to, numbers, links);
    this.ofCondition = Adjacency.of(conditions, condition, numbers, links);
  }

  static Relation of(Graph graph) {
    return new Relation(graph);
  }

  /** From the number of an entity to the numbers of its links. */
  Adjacency out() {
    return out;
  }

  /** From the number of an entity to the numbers of the links that end there. */
  Adjacency in() {
    return in;
  }

  /** From the number of a condition to the numbers of its links. */
  Adjacency ofCondition() {
    return ofCondition;
  }

  int from(int link) {
    return from[link];
  }

  int to(int link) {
    return to[link];
  }

  int condition(int link) {
    return condition[link];
  }

  /** True for one link of each condition. */
  boolean isFirst(int link) {
    return ofCondition.target(ofCondition.first(condition[link])) == link;
  }

  boolean timed(int link) {
    return kind[link] == Link.Kind.EDGE && graph.edges().get(edge[link]).timed();
  }

  /** The link of this number as others see it. */
  Link link(int link) {
    int alternatives = ofCondition.end(condition[link]) - ofCondition.first(condition[link]);
    int needed = 0;
    for (int each = out.first(from[link]); each < out.end(from[link]); each++) {
      needed += isFirst(out.target(each)) ? 1 : 0;
    }
    return new Link(kind[link], graph.edges().get(edge[link]), alternatives, needed);
  }

  /** Links for the blocking edges of an entity; false when it has none. */
  private boolean edges(int node, Map<String, Integer> choices) {
    choices.clear();
    boolean any = false;
    for (int each = graph.out().first(node); each < graph.out().end(node); each++) {
      int number = graph.out().target(each);
      Edge one = graph.edges().get(number);
      if (!one.kind().isBlocking()) {
        continue;
      }
      any = true;
      Integer known = one.choice() == null ? null : choices.get(one.choice());
      int group = known != null ? known : conditions++;
      if (one.choice() != null) {
        choices.put(one.choice(), group);
      }
      add(node, graph.toIndex(number), number, group, Link.Kind.EDGE);
    }
    return any;
  }

  private void queued(int node, boolean[] asked) {
    Entity task = graph.entityAt(node);
    if (!task.kind().isTask() || task.kind().isThread() || States.isOver(task.state())) {
      return;
    }
    for (int each = graph.out().first(node); each < graph.out().end(node); each++) {
      int number = graph.out().target(each);
      int target = graph.toIndex(number);
      if (graph.edges().get(number).kind() == EdgeKind.RUNS_ON
          && graph.entityAt(target).kind() == EntityKind.EXECUTOR) {
        add(node, target, number, conditions++, Link.Kind.QUEUED);
        asked[target] = true;
        return;
      }
    }
  }

  private boolean waits(int node) {
    for (int each = graph.out().first(node); each < graph.out().end(node); each++) {
      if (graph.edges().get(graph.out().target(each)).kind().isBlocking()) {
        return true;
      }
    }
    return false;
  }

  private void workers(int executor) {
    if (hasIdleWorker(executor)) {
      return;
    }
    int group = -1;
    for (int each = graph.in().first(executor); each < graph.in().end(executor); each++) {
      int number = graph.in().target(each);
      if (isWorker(graph, number)) {
        group = group < 0 ? conditions++ : group;
        add(executor, graph.fromIndex(number), number, group, Link.Kind.WORKER);
      }
    }
  }

  private boolean hasIdleWorker(int executor) {
    for (int each = graph.in().first(executor); each < graph.in().end(executor); each++) {
      int number = graph.in().target(each);
      if (isWorker(graph, number) && graph.entityAt(graph.fromIndex(number)).idle()) {
        return true;
      }
    }
    return false;
  }

  /** Whether any thread is known to work for this executor. */
  static boolean hasWorkers(Graph graph, int executor) {
    for (int each = graph.in().first(executor); each < graph.in().end(executor); each++) {
      if (isWorker(graph, graph.in().target(each))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWorker(Graph graph, int number) {
    return graph.edges().get(number).kind() == EdgeKind.RUNS_ON
        && graph.entityAt(graph.fromIndex(number)).kind().isThread();
  }

  private void add(int source, int target, int number, int group, Link.Kind how) {
    if (links == from.length) {
      from = Arrays.copyOf(from, links * 2);
      to = Arrays.copyOf(to, links * 2);
      edge = Arrays.copyOf(edge, links * 2);
      condition = Arrays.copyOf(condition, links * 2);
      kind = Arrays.copyOf(kind, links * 2);
    }
    from[links] = source;
    to[links] = target;
    edge[links] = number;
    condition[links] = group;
    kind[links++] = how;
  }
}
