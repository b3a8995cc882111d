package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Compares one wait of a first cut with a second cut of the same processes, in which the same
 * object has the same id.
 */
final class SecondLook {
  /** What became of a wait. */
  enum Outcome {
    /** It is there, and who waits has not moved. */
    SAME,
    /** It is there, but concluded and not seen. */
    INFERRED,
    /** The second cut does not show it, and shows nothing against it. */
    UNSEEN,
    /** The second cut shows something else: it was over in between. */
    CHANGED
  }

  /** How long a platform thread has run. */
  private static final String CPU = "cpuNanos";

  private static final String BLOCKED = Thread.State.BLOCKED.name();

  private final Graph first;
  private final Graph second;

  SecondLook(Graph first, Graph second) {
    this.first = first;
    this.second = second;
  }

  Graph first() {
    return first;
  }

  /** What became of this wait of the first cut. */
  Outcome at(Edge edge) {
    Entity source = second.entity(edge.from());
    Outcome waiter = waiter(first.entity(edge.from()), source);
    if (waiter != Outcome.SAME || isTold(edge)) {
      return waiter;
    }
    boolean others = false;
    for (Edge now : second.from(edge.from())) {
      if (isSame(edge, now)) {
        Outcome outcome = again(edge, now);
        if (outcome != Outcome.CHANGED) {
          return outcome; // a target of two choices is met twice
        }
      }
      others |= now.kind() == edge.kind();
    }
    String state = first.entity(edge.from()).state();
    boolean otherState =
        !isThread(source) && !source.state().isEmpty() && !source.state().equals(state);
    if (others || otherState) {
      return Outcome.CHANGED;
    }
    // What a search has told a second cut does not repeat.
    return edge.reason().equals(Edge.ONLY_QUEUED) ? Outcome.INFERRED : Outcome.UNSEEN;
  }

  /** True for what the kernel told, which cuts do not show: the thread is in the same call. */
  private boolean isTold(Edge edge) {
    return "kernel".equals(first.entity(edge.to()).attributes().get("toldBy"));
  }

  /** True when all of these are in the second cut. */
  boolean hasSeenAll(Iterable<String> ids) {
    for (String id : ids) {
      if (second.entity(id) == null) {
        return false;
      }
    }
    return true;
  }

  /** What became of the waiter itself; {@link Outcome#SAME} for what has no stack of its own. */
  Outcome waiter(Entity then, Entity now) {
    if (now == null) {
      return isThread(then) && isComplete(then.process()) ? Outcome.CHANGED : Outcome.UNSEEN;
    }
    if (now.idle()) {
      return Outcome.CHANGED;
    }
    if (!isThread(then) || then.stack().equals(now.stack())) {
      return Outcome.SAME;
    }
    if (now.stack().isEmpty() || Boolean.TRUE.equals(now.attributes().get("moved"))) {
      return Outcome.UNSEEN;
    }
    return outside(then.stack()).equals(outside(now.stack())) ? Outcome.SAME : Outcome.CHANGED;
  }

  /**
   * True when this thread or thing was at work in between, though it looks the same: a thread has
   * used the processor, a queue or lock has another mark. One that is blocked at a monitor is woken
   * now and then by HotSpot to look again ({@code ObjectMonitor::EnterI}, the responsible thread):
   * for it the owner of the monitor speaks.
   */
  boolean hasMoved(String id) {
    Entity then = first.entity(id);
    Entity now = second.entity(id);
    if (then == null || now == null) {
      return false;
    }
    boolean blocked = then.state().equals(BLOCKED) && now.state().equals(BLOCKED);
    return (!blocked && differ(then, now, CPU)) || differ(then, now, Entity.MARK);
  }

  private static boolean differ(Entity then, Entity now, String attribute) {
    Object before = then.attributes().get(attribute);
    Object after = now.attributes().get(attribute);
    return before != null && after != null && !before.equals(after);
  }

  /**
   * The same wait of another cut. Choices are numbered as they come, and so by what else there is:
   * their names say nothing.
   */
  private static boolean isSame(Edge edge, Edge now) {
    return now.kind() == edge.kind()
        && now.to().equals(edge.to())
        && (now.choice() == null) == (edge.choice() == null);
  }

  private Outcome again(Edge edge, Edge now) {
    if (now.timed()) {
      return Outcome.CHANGED;
    }
    if (edge.choice() != null
        && !alternatives(first, edge).containsAll(alternatives(second, now))) {
      return Outcome.CHANGED;
    }
    boolean inferred = edge.evidence() == Evidence.INFERRED || now.evidence() == Evidence.INFERRED;
    return inferred ? Outcome.INFERRED : Outcome.SAME;
  }

  private static Set<String> alternatives(Graph graph, Edge edge) {
    Set<String> targets = new HashSet<>();
    for (Edge other : graph.from(edge.from())) {
      if (Objects.equals(edge.choice(), other.choice())) {
        targets.add(other.to());
      }
    }
    return targets;
  }

  /**
   * The stack from the innermost frame outside the JDK on: a parked thread that is woken for
   * nothing runs a few lines within the JDK and parks again, which is no progress.
   */
  private static List<String> outside(List<String> stack) {
    for (int frame = 0; frame < stack.size(); frame++) {
      if (!Site.isJdk(stack.get(frame))) {
        return stack.subList(frame, stack.size());
      }
    }
    return List.of();
  }

  private boolean isComplete(String process) {
    for (ProcessInfo info : second.processes()) {
      if (info.id().equals(process)) {
        return info.complete();
      }
    }
    return false;
  }

  static boolean isThread(Entity entity) {
    return entity.kind().isThread();
  }
}
