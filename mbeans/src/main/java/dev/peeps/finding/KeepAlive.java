package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A thread that is there to keep its program alive: of its own, not a daemon, and all that its
 * {@code run} does is to wait for a latch that nobody else ever had. Such a wait looks like one for
 * a latch that was forgotten, but for three signs, which all have to be there, unless the latch is
 * {@link #isUnnamed}:
 *
 * <ul>
 *   <li>Nobody is held up: the thread holds nothing, and no task waits for it.
 *   <li>Nobody else ever had the latch, as far as that can be told: it is for one count, and not
 *       even garbage refers to it.
 *   <li>There is something to keep alive: another thread that is no daemon is at work, or this is
 *       the only one that is none, beside daemons that may have work.
 * </ul>
 */
final class KeepAlive {
  private static final int COMMON_COUNT = 1;
  private static final String[] STARTS = {"java.lang.Thread.run(", "java.lang.Thread.runWith("};

  private KeepAlive() {}

  static boolean is(Graph graph, Lost lost) {
    Entity waiter = lost.waiters.get(0);
    return lost.waiters.size() == 1
        && isUnshared(graph, lost)
        && waiter.kind() == EntityKind.THREAD
        && !isDaemon(waiter)
        && runsNothingElse(waiter.stack(), isUnnamed(lost))
        && holdsNobodyUp(graph, waiter)
        && (isUnnamed(lost) || somethingToKeep(graph, waiter));
  }

  /** The same where nothing else in the program goes on. */
  static boolean isInAnyCase(Graph graph, Lost lost) {
    return isUnnamed(lost) && is(graph, lost);
  }

  /**
   * True when no variable and no field of the code that waits leads to it: what {@code new
   * CountDownLatch(1).await()} waits for was never for anybody to open, whatever else goes on.
   */
  static boolean isUnnamed(Lost lost) {
    return Boolean.TRUE.equals(lost.thing.attributes().get("unnamed"));
  }

  private static boolean isUnshared(Graph graph, Lost lost) {
    Object count = lost.thing.attributes().get("count");
    return lost.thing.kind() == EntityKind.LATCH
        && lost.holders.isEmpty()
        && (!(count instanceof Long) || (Long) count == COMMON_COUNT)
        && !lost.thing.attributes().containsKey("handedOut")
        // In a live JVM nobody looks at all that stuck threads refer to: no sign against it either.
        && !(LostDetector.isWhole(graph, lost)
            && lost.thing.attributes().containsKey("holdersUnknown"));
  }

  private static boolean isDaemon(Entity thread) {
    return Boolean.TRUE.equals(thread.attributes().get("daemon"));
  }

  /**
   * From the start of a thread to the wait there is code of one class, with what it nests.
   *
   * @param anyClass whether it may be of several
   */
  private static boolean runsNothingElse(List<String> stack, boolean anyClass) {
    int end = stack.size();
    while (end > 0 && isStart(stack.get(end - 1))) {
      end--;
    }
    if (end == stack.size()) {
      return false;
    }
    String owner = "";
    for (int place = 0; place < end; place++) {
      String frame = stack.get(place);
      if (Site.isJdk(frame)) {
        if (!owner.isEmpty() && !frame.contains("$$Lambda")) {
          return false; // the JDK's code calls the application's: a task, not a thread's own run
        }
      } else if (!anyClass && !owner.isEmpty() && !owner.equals(outermost(frame))) {
        return false;
      } else {
        owner = outermost(frame);
      }
    }
    return !owner.isEmpty();
  }

  private static boolean isStart(String frame) {
    int module = frame.lastIndexOf('/', Math.max(0, frame.indexOf('(')));
    for (String start : STARTS) {
      if (frame.startsWith(start, module + 1)) {
        return true;
      }
    }
    return false;
  }

  /** The top-level class of a frame's class. */
  private static String outermost(String frame) {
    int method = frame.lastIndexOf('.', Math.max(0, frame.indexOf('(')));
    String type = method < 0 ? frame : frame.substring(0, method);
    int nested = type.indexOf('$');
    return nested > 0 ? type.substring(0, nested) : type;
  }

  /** True for the thread of a main method. */
  static boolean isMain(Entity thread) {
    List<String> stack = thread.stack();
    return !stack.isEmpty() && stack.get(stack.size() - 1).contains(".main(");
  }

  /** True when it holds nothing that anybody waits for, and nobody waits for it. */
  static boolean holdsNobodyUp(Graph graph, Entity thread) {
    for (Edge edge : graph.to(thread.id())) {
      if (edge.kind().isBlocking() && !graph.entity(edge.from()).idle()) {
        return false;
      }
    }
    return true;
  }

  private static boolean somethingToKeep(Graph graph, Entity keeper) {
    boolean only = true;
    boolean daemons = false;
    for (Entity thread : graph.entities()) {
      if (thread == keeper
          || thread.kind() != EntityKind.THREAD
          || thread.stack().isEmpty()
          || !thread.process().equals(keeper.process())) {
        continue;
      }
      if (!isDaemon(thread)) {
        if (!thread.idle() && !isAsleepInMain(thread) && isAtWork(graph, thread)) {
          return true;
        }
        only = false;
      } else {
        daemons |= isStart(thread.stack().get(thread.stack().size() - 1)) && !isAsleep(thread);
      }
    }
    return only && daemons;
  }

  /** A main method that sleeps keeps the program alive itself: nobody else has to. */
  private static boolean isAsleepInMain(Entity thread) {
    List<String> stack = thread.stack();
    return stack.get(stack.size() - 1).contains(".main(") && isAsleep(thread);
  }

  private static boolean isAsleep(Entity thread) {
    for (String frame : thread.stack()) {
      if (!Site.isJdk(frame)) {
        return false;
      }
      if (frame.contains("java.lang.Thread.sleep")) {
        return true;
      }
    }
    return false;
  }

  /** True when the thread runs, or waits for what will come by itself or from outside. */
  private static boolean isAtWork(Graph graph, Entity thread) {
    List<String> queue = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    queue.add(thread.id());
    for (int next = 0; next < queue.size(); next++) {
      Entity here = graph.entity(queue.get(next));
      if (comes(here)) {
        return true;
      }
      for (Edge edge : graph.from(here.id())) {
        if (edge.kind().isBlocking() && seen.add(edge.to())) {
          queue.add(edge.to());
        }
      }
    }
    return false;
  }

  private static boolean comes(Entity entity) {
    switch (entity.kind()) {
      case THREAD:
        return entity.state().equals("RUNNABLE") || entity.state().equals("TIMED_WAITING");
      case SOCKET:
      case REQUEST:
      case TIMER:
        return true;
      default:
        return "reached".equals(entity.attributes().get("liveness"));
    }
  }
}
