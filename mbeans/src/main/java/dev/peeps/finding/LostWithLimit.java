package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;

/**
 * What threads wait for with a limit and nobody but they can get at, so that each such wait is in
 * vain. That alone is no hang: who sleeps until he is told to stop does it with {@code
 * stop.await(1, SECONDS)}, and most programs that do are never told to.
 *
 * <p>It is likely to be one where that cannot be meant: the thing is a future, whose time-out is an
 * exception, or a latch for several counts; or where it holds up somebody else, who waits for the
 * same thing without a limit, for what the waiter has or for the end of what it does.
 */
final class LostWithLimit {
  private LostWithLimit() {}

  /** Null where there is nothing to say. */
  static Certainty certainty(Graph graph, Lost lost) {
    if (!speaksForItself(lost.thing) && !holdsUp(graph, lost)) {
      return null;
    }
    return mayBeEnded(graph, lost) ? Certainty.POSSIBLE : Certainty.LIKELY;
  }

  /** Why it is not more than that. */
  static String doubt(Graph graph, Lost lost) {
    Entity waiter = lost.waiters.get(0);
    return Labels.of(waiter) + " waits " + LimitedWaits.how(graph, waiter, lost.thing);
  }

  private static boolean speaksForItself(Entity thing) {
    Object count = thing.attributes().get("count");
    return thing.kind() == EntityKind.FUTURE
        || (thing.kind() == EntityKind.LATCH && count instanceof Long && (Long) count > 1);
  }

  /**
   * True where others wait for it elsewhere in the code and one was not seen to begin again: when
   * his time is over he may give the thing up for all of them.
   */
  private static boolean mayBeEnded(Graph graph, Lost lost) {
    boolean apart = false;
    boolean passed = true;
    for (Entity waiter : lost.waiters) {
      apart |= !SecondLook.inTheSameFrames(lost.waiters.get(0), waiter);
      passed &= !LimitedWaits.NOT_PASSED.equals(LimitedWaits.how(graph, waiter, lost.thing));
    }
    return apart && !passed;
  }

  /**
   * True when somebody else waits, and not only to keep the program alive. That several wait at one
   * latch does not say it: they may all wait to be told to stop.
   */
  private static boolean holdsUp(Graph graph, Lost lost) {
    for (Entity waiter : lost.waiters) {
      boolean limited = LimitedWaits.how(graph, waiter, lost.thing) != null;
      boolean alone = limited || lost.thing.kind() != EntityKind.SEMAPHORE;
      if (alone ? isAwaited(graph, waiter) : counts(waiter)) {
        return true;
      }
    }
    return false;
  }

  /** True when somebody waits for a task that the thread runs, or for what it has. */
  private static boolean isAwaited(Graph graph, Entity thread) {
    for (Edge edge : graph.to(thread.id())) {
      Entity from = graph.entity(edge.from());
      if (edge.kind().isBlocking()
          && edge.kind() != EdgeKind.NEEDS // a join: many a thread is there to wait for others
          && from.kind() != EntityKind.EXECUTOR) {
        for (Edge next : graph.to(from.id())) {
          if (next.kind() == EdgeKind.NEEDS && counts(graph.entity(next.from()))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** True for who waits for an answer; the main thread may only wait for the end. */
  private static boolean counts(Entity waiter) {
    return !waiter.idle() && waiter.kind().isTask() && !KeepAlive.isMain(waiter);
  }
}
