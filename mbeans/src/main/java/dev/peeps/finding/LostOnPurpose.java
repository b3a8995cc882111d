package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.List;

/**
 * Waits that end never and harm nobody: of programs that are healthy. They can only be in a program
 * in which something else goes on; where nothing does, a wait for ever is what is wrong.
 */
final class LostOnPurpose {
  private static final int COMMON_COUNT = 1;
  private static final String ALIVE = "it may be there to keep the program alive";
  private static final String NO_WORK = "it may be a consumer without work: nobody waits for it";

  private LostOnPurpose() {}

  /** Why the wait may be meant; empty when there is no sign of that. */
  static String why(Graph graph, Lost lost) {
    if ("false".equals(LostDetector.fact(graph, lost.thing, "applicationRuns"))) {
      boolean meant =
          KeepAlive.isInAnyCase(graph, lost) || (KeepAlive.isUnnamed(lost) && isMains(lost));
      return meant ? ALIVE : whyOfDaemon(graph, lost);
    }
    if (isMains(lost) || KeepAlive.is(graph, lost)) {
      return ALIVE;
    }
    return hasNoWork(graph, lost) ? NO_WORK : "";
  }

  /**
   * Why the wait may be meant for what a weak reference leads to. As long as somebody waits for it,
   * it stays, and whoever has the reference can get at it: so do listeners that tell a main method
   * of the end of what it has started.
   */
  static String whyWeakly(Graph graph, Lost lost) {
    Entity waiter = lost.waiters.get(0);
    boolean goesOn = !"false".equals(LostDetector.fact(graph, lost.thing, "applicationRuns"));
    return goesOn
            && lost.waiters.size() == 1
            && KeepAlive.isMain(waiter)
            && KeepAlive.holdsNobodyUp(graph, waiter)
        ? ALIVE
        : why(graph, lost);
  }

  /**
   * Why the wait may be meant though nothing else goes on: a daemon thread that serves others does
   * so for as long as they like, and is not what a program hangs for. Empty when it is none.
   */
  static String whyOfDaemon(Graph graph, Lost lost) {
    for (Entity waiter : lost.waiters) {
      if (!Boolean.TRUE.equals(waiter.attributes().get("daemon"))) {
        return "";
      }
    }
    return hasNoWork(graph, lost) ? NO_WORK : "";
  }

  private static boolean hasNoWork(Graph graph, Lost lost) {
    return lost.thing.kind() == EntityKind.CHANNEL
        && !LostThings.isFull(lost.thing) // a producer that cannot go on has work
        && !brings(lost.waiters)
        && nobodyWaitsFor(graph, lost.waiters);
  }

  private static boolean isMains(Lost lost) {
    return lost.waiters.size() == 1 && keepsAlive(lost.waiters.get(0), lost);
  }

  /** A main method that waits for something of its own that it has told nobody about. */
  private static boolean keepsAlive(Entity waiter, Lost lost) {
    Object count = lost.thing.attributes().get("count");
    return lost.holders.isEmpty()
        && lost.thing.kind() != EntityKind.CHANNEL
        && Bystanders.isOnlyMain(waiter.stack())
        && (!(count instanceof Long) || (Long) count == COMMON_COUNT)
        && !hasSeveralParties(lost.thing);
  }

  /** Where several parties meet, the others were to come: nobody waits there to be left alone. */
  private static boolean hasSeveralParties(Entity thing) {
    Object parties = thing.attributes().get("parties");
    return parties instanceof Long && (Long) parties > 1;
  }

  /** True when one of them has something to hand over, as its layout says. */
  private static boolean brings(List<Entity> waiters) {
    for (Entity waiter : waiters) {
      if (waiter.attributes().containsKey("brings")) {
        return true;
      }
    }
    return false;
  }

  private static boolean nobodyWaitsFor(Graph graph, List<Entity> waiters) {
    for (Entity waiter : waiters) {
      if (!SecondLook.isThread(waiter) || isMain(waiter)) {
        return false;
      }
      for (Edge edge : graph.to(waiter.id())) {
        if (edge.kind().isBlocking() && isAwaited(graph, edge)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A task that the thread runs is awaited when somebody waits for that. */
  static boolean isAwaited(Graph graph, Edge edge) {
    if (graph.entity(edge.from()).idle()) {
      return false;
    }
    if (SecondLook.isThread(graph.entity(edge.from()))) {
      return true;
    }
    for (Edge next : graph.to(edge.from())) {
      if (next.kind().isBlocking()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMain(Entity thread) {
    List<String> stack = thread.stack();
    return !stack.isEmpty() && stack.get(stack.size() - 1).contains(".main(");
  }
}
