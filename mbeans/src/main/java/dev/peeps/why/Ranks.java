package dev.peeps.why;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.States;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cause behind every entity that one entity waits for, directly and through others: of all that
 * it needs the worst, of alternatives the best, and a circle is what is left when everyone is
 * assumed to be stuck until somebody lets him go. That is the greatest fixpoint of the AND-OR model
 * (Knapp 1987); each entity is judged anew at most once per cause, so it is linear in the links.
 */
final class Ranks {
  private final Graph graph;
  private final Relation relation;
  private final Set<String> inFindings = new HashSet<>();
  private final Cause[] rank;
  private final int[] reached;
  private int count;

  Ranks(Graph graph, Relation relation, List<Finding> findings, int start) {
    this.graph = graph;
    this.relation = relation;
    for (Finding finding : findings) {
      if (finding.certainty() != Certainty.POSSIBLE) {
        inFindings.addAll(finding.chain());
      }
    }
    int nodes = graph.entities().size();
    this.rank = new Cause[nodes];
    this.reached = new int[nodes];
    reach(start);
    judge();
  }

  /** Numbers of what was reached, the start first. */
  int[] reached() {
    return Arrays.copyOf(reached, count);
  }

  Cause of(int node) {
    return rank[node];
  }

  /** Links because of which this entity has the cause that it has; empty at the end of a chain. */
  int[] deciding(int node) {
    Adjacency out = relation.out();
    int[] deciding = new int[out.end(node) - out.first(node)];
    int found = 0;
    for (int each = out.first(node); each < out.end(node); each++) {
      int group = relation.condition(out.target(each));
      if (relation.isFirst(out.target(each)) && best(group) == rank[node]) {
        Adjacency links = relation.ofCondition();
        for (int link = links.first(group); link < links.end(group); link++) {
          if (through(links.target(link)) == rank[node]) {
            deciding[found++] = links.target(link);
          }
        }
      }
    }
    return Arrays.copyOf(deciding, found);
  }

  private void reach(int start) {
    visit(start);
    Adjacency out = relation.out();
    for (int head = 0; head < count; head++) {
      int node = reached[head];
      for (int each = out.first(node); each < out.end(node); each++) {
        visit(relation.to(out.target(each)));
      }
    }
  }

  private void visit(int node) {
    if (rank[node] == null) {
      boolean leaf = relation.out().first(node) == relation.out().end(node);
      rank[node] = leaf ? leaf(graph.entityAt(node)) : Cause.CIRCLE;
      reached[count++] = node;
    }
  }

  /** Lowers what was assumed too bad, until nothing changes; the farthest first. */
  private void judge() {
    int[] ring = new int[count];
    boolean[] queued = new boolean[rank.length];
    int size = 0;
    for (int place = count - 1; place >= 0; place--) {
      if (rank[reached[place]] == Cause.CIRCLE) {
        ring[size++] = reached[place];
        queued[reached[place]] = true;
      }
    }
    for (int head = 0; size > 0; size--) {
      int node = ring[head];
      head = head + 1 == count ? 0 : head + 1;
      queued[node] = false;
      Cause now = worst(node);
      if (now.compareTo(rank[node]) < 0) {
        rank[node] = now;
        Adjacency in = relation.in();
        for (int each = in.first(node); each < in.end(node); each++) {
          int waiter = relation.from(in.target(each));
          if (rank[waiter] != null && rank[waiter].compareTo(now) > 0 && !queued[waiter]) {
            queued[waiter] = true;
            ring[(head + size++ - 1) % count] = waiter;
          }
        }
      }
    }
  }

  private Cause worst(int node) {
    Adjacency out = relation.out();
    Cause worst = Cause.RUNS;
    for (int each = out.first(node); each < out.end(node); each++) {
      if (relation.isFirst(out.target(each))) {
        Cause best = best(relation.condition(out.target(each)));
        worst = best.compareTo(worst) > 0 ? best : worst;
      }
    }
    return worst;
  }

  private Cause best(int group) {
    Cause best = Cause.CIRCLE;
    Adjacency links = relation.ofCondition();
    for (int each = links.first(group); each < links.end(group); each++) {
      Cause one = through(links.target(each));
      best = one.compareTo(best) < 0 ? one : best;
    }
    return best;
  }

  private Cause through(int link) {
    Cause target = rank[relation.to(link)];
    return relation.timed(link) && target.compareTo(Cause.TIME) > 0 ? Cause.TIME : target;
  }

  private Cause leaf(Entity entity) {
    if (inFindings.contains(entity.id())) {
      return Cause.STUCK;
    }
    if (Boolean.TRUE.equals(entity.attributes().get("moved"))) {
      return Cause.RUNS;
    }
    if (entity.idle()) {
      return Cause.WORK;
    }
    switch (entity.kind()) {
      case THREAD:
      case VIRTUAL_THREAD:
        return thread(entity.state());
      case SOCKET:
      case REQUEST:
      case RESPONSE:
        return Cause.OUTSIDE;
      case TIMER:
        return Cause.TIME;
      case EXECUTOR:
        return Relation.hasWorkers(graph, graph.indexOf(entity.id())) ? Cause.RUNS : Cause.UNKNOWN;
      default:
        return States.isOver(entity.state()) ? Cause.RUNS : Cause.UNKNOWN;
    }
  }

  private static Cause thread(String state) {
    switch (state) {
      case "RUNNABLE":
      case "NEW":
        return Cause.RUNS;
      case "TIMED_WAITING":
        return Cause.TIME;
      case "TERMINATED":
        return Cause.ENDED;
      default:
        return Cause.UNKNOWN;
    }
  }
}
