package dev.peeps.layout;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import java.util.function.LongUnaryOperator;

/** What threads are parked on. A class, since a lambda costs the start of the command more. */
final class Blockers implements LongUnaryOperator {
  private final Run run;
  private final Heap heap;

  /** Null when nobody's waits with a limit are asked about. */
  private final LimitedWaiters limited;

  Blockers(Run run, LimitedWaiters limited) {
    this.run = run;
    this.heap = run.heap;
    this.limited = limited;
  }

  @Override
  public long applyAsLong(long thread) {
    HeapThread waiter = heap.threadOf(thread);
    if (waiter == null || !isParked(waiter) || isAtMonitor(waiter)) {
      return 0;
    }
    boolean anew = limited != null && limited.isParkedAnew(run.drafts.thread(waiter));
    return anew ? 0 : waiter.blocker();
  }

  private static boolean isParked(HeapThread thread) {
    Thread.State state = thread.state();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** One in Object.wait has a monitor for its blocker, which is no parkBlocker. */
  private boolean isAtMonitor(HeapThread thread) {
    return heap.monitorOf(thread.blocker()) != null;
  }
}
