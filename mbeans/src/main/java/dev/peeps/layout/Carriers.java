package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.HeapThread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Carriers that cannot carry anybody else: a virtual thread that waits and is still mounted has
 * pinned its carrier, which goes on when that thread does. Those that could run and have no carrier
 * wait for one then: to the waits they are queued in the executor of the carriers, which is thus
 * starved as any other.
 *
 * <p>Nothing is said, and nothing looked at twice, while no carrier is pinned.
 */
final class Carriers {
  private final Run run;

  Carriers(Run run) {
    this.run = run;
  }

  /** Adds the edges. To be called when the waits of all threads are known. */
  void read() {
    Map<Draft, Draft> carriers = new HashMap<>();
    for (HeapThread thread : run.heap.threads()) {
      HeapThread carrier = thread.virtual() ? run.heap.threadOf(thread.carrier()) : null;
      if (carrier != null && !thread.moved()) {
        carriers.put(run.drafts.thread(thread), run.drafts.thread(carrier));
      }
    }
    Set<Draft> waiting = new HashSet<>();
    Set<Draft> executors = new HashSet<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS
          && carriers.containsKey(edge.from)
          && !edge.from.idle
          && !Edges.goesOn(edge)) {
        waiting.add(edge.from);
      }
    }
    if (waiting.isEmpty()) {
      return;
    }
    for (Draft pinning : waiting) {
      Draft carrier = carriers.get(pinning);
      boolean timed = pinning.thread.state() == Thread.State.TIMED_WAITING || pinning.timed;
      Edges.Pending edge =
          new Edges.Pending(
              carrier,
              pinning,
              EdgeKind.NEEDS,
              Evidence.EXACT,
              "carries it, and is pinned by it",
              null,
              timed);
      edge.fromFrames = true; // the JVM says so: whatever state the carrier is in
      run.edges.add(edge);
    }
    Set<Draft> all = new HashSet<>(carriers.values());
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.RUNS_ON
          && edge.to.kind == EntityKind.EXECUTOR
          && all.contains(edge.from)) {
        executors.add(edge.to);
      }
    }
    if (executors.size() == 1) { // of several it is not known who is queued where
      queue(executors.iterator().next());
    }
  }

  private void queue(Draft scheduler) {
    for (HeapThread thread : run.heap.threads()) {
      if (isUnmounted(thread)) {
        run.edges.addExact(
            run.drafts.thread(thread), EdgeKind.PROVIDED_BY, scheduler, "waits for a carrier");
      }
    }
  }

  /** True for a virtual thread that could run and has no carrier. */
  static boolean isUnmounted(HeapThread thread) {
    return thread.virtual()
        && thread.carrier() == 0
        && thread.state() == Thread.State.RUNNABLE
        && !thread.moved();
  }
}
