package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HeapThread;

/**
 * Workers that have nothing to do and nothing queued for them, whatever limit their wait has: when
 * that is over they end, or wait again. They run code of the application's when somebody hands them
 * a task, and that is one more who runs. Only executors of the JDK's are known to be of that kind:
 * another one may look round for work by itself. Without lambdas: it is on the path of live dumps.
 */
final class IdleWorkers {
  private final Run run;
  private final EdgesByFrom executors;

  IdleWorkers(Run run) {
    this.run = run;
    executors = new EdgesByFrom(run.edges.pending(), run.drafts.all().size(), new OfWorkers());
  }

  private static final class OfWorkers implements EdgesByFrom.Choice {
    @Override
    public boolean takes(Edges.Pending edge) {
      return edge.kind == EdgeKind.RUNS_ON
          && edge.from.idle
          && edge.to.kind == EntityKind.EXECUTOR
          && FrameRules.isJdk(edge.to.type)
          && Long.valueOf(0).equals(edge.to.fact("queued"));
    }
  }

  /**
   * True when the thread waits for work that nobody has given its executor yet.
   *
   * @param number its place among the threads of the picture
   */
  boolean has(int number) {
    Draft draft = run.drafts.threads().get(number);
    HeapThread thread = draft.thread;
    return thread != null && isInWait(thread) && executors.start(draft) < executors.end(draft);
  }

  private static boolean isInWait(HeapThread thread) {
    return thread.state() == Thread.State.WAITING || thread.state() == Thread.State.TIMED_WAITING;
  }
}
