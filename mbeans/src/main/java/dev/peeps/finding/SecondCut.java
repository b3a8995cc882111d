package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a cut has to look at that is to confirm findings, and when it is due. */
public final class SecondCut {
  /** Waiters to look at where no thread is part of the deadlock itself. */
  private static final int WAITERS = 100;

  /** How long a wait has to last, or to begin again, until its limit says nothing. */
  private static final long LIMITED_MILLIS = 1_200;

  private SecondCut() {}

  /**
   * How long after the first cut the second one is due: longer than was asked for where a finding
   * rests on waits with a limit, of which it has to be seen that they last.
   */
  public static long dueMillis(List<Finding> findings, Graph graph, long asked) {
    return LimitedWaits.bear(findings, graph) ? Math.max(asked, LIMITED_MILLIS) : asked;
  }

  /**
   * Threads that a second cut has to look at, by thread id, of all processes of the graph. Where a
   * deadlock has no thread in it, some of the threads behind it or around it, from which the rest
   * is reached.
   */
  public static Set<Long> suspects(List<Finding> findings, Graph graph) {
    return suspects(findings, graph, null);
  }

  /**
   * As {@link #suspects(List, Graph)}, of one process.
   *
   * @param process id of the process, or null for all
   */
  public static Set<Long> suspects(List<Finding> findings, Graph graph, String process) {
    Set<Long> tids = new LinkedHashSet<>();
    for (Finding finding : findings) {
      if (finding.certainty() == Certainty.POSSIBLE && !LimitedWaits.restsOnThem(finding, graph)) {
        continue; // a second look would not make it more
      }
      Set<Long> members = tids(finding.culprits(), graph, process, Integer.MAX_VALUE);
      members.addAll(tids(finding.chain(), graph, process, Integer.MAX_VALUE));
      if (members.isEmpty()) {
        members = tids(finding.tasks(), graph, process, WAITERS);
      }
      tids.addAll(
          members.isEmpty() ? tids(hosts(finding, graph), graph, process, WAITERS) : members);
    }
    return tids;
  }

  /**
   * Where only tasks without a thread are stuck: the threads of the executors that they run on,
   * from which a runtime reaches its tasks.
   */
  private static List<String> hosts(Finding finding, Graph graph) {
    Set<String> executors = new LinkedHashSet<>();
    for (String id : finding.chain()) {
      for (Edge edge : graph.from(id)) {
        if (edge.kind() == EdgeKind.RUNS_ON) {
          executors.add(edge.to());
        }
      }
    }
    List<String> threads = new ArrayList<>();
    for (String executor : executors) {
      for (Edge edge : graph.to(executor)) {
        if (edge.kind() == EdgeKind.RUNS_ON) {
          threads.add(edge.from());
        }
      }
    }
    return threads;
  }

  private static Set<Long> tids(List<String> tasks, Graph graph, String process, int limit) {
    Set<Long> tids = new LinkedHashSet<>();
    for (String id : tasks) {
      Entity entity = graph.entity(id);
      if (entity == null || tids.size() == limit) {
        continue;
      }
      Object tid = entity.attributes().get("tid");
      if (tid instanceof Long && (process == null || process.equals(entity.process()))) {
        tids.add((Long) tid);
      }
    }
    return tids;
  }
}
