package dev.peeps.layout;

import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.LiveReach;
import java.util.List;

/**
 * Whether some thread of a live JVM that will run may run code of the application's, and so use its
 * static fields: the rule of docs/findings/lost.md, as a survey of a heap dump has it.
 */
final class LiveRunners {
  private final Run run;

  LiveRunners(Run run) {
    this.run = run;
  }

  /**
   * True as well when the library has not said whose the threads are.
   *
   * @param keepers is told of the threads that only keep the program alive
   */
  boolean applicationRuns(LiveReach answer, Keepers keepers) {
    boolean runs = !answer.knowsThreads() || answer.strangers() > 0;
    IdleWorkers workers = new IdleWorkers(run);
    List<HeapThread> all = run.heap.threads();
    for (int i = 0; i < all.size(); i++) {
      HeapThread thread = all.get(i);
      if (thread.state() == Thread.State.TERMINATED) {
        continue;
      }
      boolean idle = thread.frames().isEmpty() || run.drafts.threads().get(i).idle;
      boolean serves = keepers.isKeeper(thread, answer) || (idle && answer.isSystems(thread.id()));
      runs |= !serves && !answer.isStuckFirst(thread.id()) && !workers.has(i);
    }
    return runs;
  }
}
