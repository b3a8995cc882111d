package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import java.util.BitSet;
import java.util.List;

/**
 * Workers of executors in which something is queued while all of them wait: what is queued waits
 * for any of them, though perhaps no thread is known to wait for it. So whatever such a worker
 * waits for with a limit holds somebody up.
 */
final class BusyWorkers {
  private static final String QUEUED = "queued";

  private BusyWorkers() {}

  /**
   * Their numbers. Cost: two looks at each edge.
   *
   * @param edges all that is known of who runs what
   */
  static BitSet of(List<Edges.Pending> edges) {
    BitSet free = new BitSet();
    for (int i = 0; i < edges.size(); i++) {
      Edges.Pending edge = edges.get(i);
      if (isWorker(edge) && (edge.evidence() != Evidence.EXACT || !waits(edge.to))) {
        free.set(edge.from.number);
      }
    }
    BitSet workers = new BitSet();
    for (int i = 0; i < edges.size(); i++) {
      Edges.Pending edge = edges.get(i);
      if (isWorker(edge) && !free.get(edge.from.number) && hasQueued(edge.from)) {
        workers.set(edge.to.number);
      }
    }
    return workers;
  }

  private static boolean isWorker(Edges.Pending edge) {
    return edge.kind == EdgeKind.PROVIDED_BY
        && edge.from.kind == EntityKind.EXECUTOR
        && edge.to.thread != null;
  }

  private static boolean waits(Draft worker) {
    Thread.State state = worker.thread.state();
    return !worker.idle
        && (state == Thread.State.WAITING
            || state == Thread.State.TIMED_WAITING
            || state == Thread.State.BLOCKED);
  }

  private static boolean hasQueued(Draft executor) {
    Object queued = executor.fact(QUEUED);
    return queued instanceof Long && (Long) queued > 0;
  }
}
