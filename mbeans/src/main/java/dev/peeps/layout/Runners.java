package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.Value;
import java.util.IdentityHashMap;

/**
 * Which threads run on which executor, as the frames of the threads say: a pool's own list of its
 * workers is a collection that a walk would have to enter, and the frames know it anyway. Linear in
 * the edges that the frame rules have made.
 */
final class Runners {
  private final IdentityHashMap<Draft, Seq> byExecutor = new IdentityHashMap<>();

  Runners(Run run) {
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.RUNS_ON && edge.fromFrames && edge.from.thread != null) {
        Seq seq = byExecutor.get(edge.to);
        if (seq == null) {
          seq = new Seq();
          byExecutor.put(edge.to, seq);
        }
        Value thread = Value.reference(edge.from.object);
        // Two frames of one thread may name the executor; its edges come one after the other.
        int last = seq.items.size() - 1;
        if (last < 0 || !seq.items.get(last).equals(thread)) {
          seq.items.add(thread);
        }
      }
    }
  }

  /** The threads in whose frames the executor was seen; empty when in none. */
  Seq of(Draft executor) {
    Seq found = byExecutor.get(executor);
    return found == null ? new Seq() : found;
  }
}
