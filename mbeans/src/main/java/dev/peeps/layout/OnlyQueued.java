package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.reach.ByQueue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What only a queue leads to comes when the executor goes on whose workers take from it, if at all:
 * an inferred edge {@code provided_by} to that executor. Where a task is known to refer to the
 * thing, that says more, and nothing is added. Tasks that would only wait for it as well do not
 * bring it. Cost: one look at each edge, when anything is in such a queue.
 */
final class OnlyQueued {
  private OnlyQueued() {}

  /**
   * Adds the edges.
   *
   * @param awaited what is waited for
   */
  static void add(Run run, Collection<Draft> awaited, ByQueue search) {
    if (run.edges.queues().isEmpty()) {
      return;
    }
    Map<Long, Draft> executors = new HashMap<>();
    for (Edges.Named each : run.edges.queues()) {
      executors.put(each.object, each.of);
    }
    Set<Draft> answered = null;
    for (Draft thing : awaited) {
      long queue = search.queueOf(thing.object);
      Draft executor = queue == 0 ? null : executors.get(queue);
      if (executor == null || executor == thing || thing.has(OwnAttributes.QUEUED_WAITERS)) {
        continue;
      }
      answered = answered == null ? answered(run) : answered;
      if (answered.add(thing)) {
        run.edges.add(
            new Edges.Pending(
                thing,
                executor,
                EdgeKind.PROVIDED_BY,
                Evidence.INFERRED,
                Edge.ONLY_QUEUED,
                null,
                false));
      }
    }
  }

  private static Set<Draft> answered(Run run) {
    Set<Draft> answered = new HashSet<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind.isBlocking() || (edge.kind == EdgeKind.KNOWN_TO && edge.to.thread == null)) {
        answered.add(edge.from);
      }
    }
    return answered;
  }
}
