package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.List;
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
  private final Set<String> again;
  private final OneSource firstEdges;
  private final OneSource secondEdges;
  private Set<String> comparedNow;
  private Set<String> comparedThen;
  private boolean within;

  SecondLook(Graph first, Graph second) {
    this(first, second, Set.of());
  }

  /**
   * @param again the threads that wait with a limit, perhaps again and again, which is no work
   */
  SecondLook(Graph first, Graph second, Set<String> again) {
    this.first = first;
    this.second = second;
    this.again = again;
    this.firstEdges = new OneSource(first);
    this.secondEdges = new OneSource(second);
  }

  Graph first() {
    return first;
  }

  Graph second() {
    return second;
  }

  /** What became of this wait of the first cut. */
  Outcome at(Edge edge) {
    Entity source = second.entity(edge.from());
    Outcome waiter = waiter(first.entity(edge.from()), source);
    if (isTold(edge.from())) {
      return Outcome.INFERRED; // who is in the same call tells whether it is still so
    }
    if (waiter != Outcome.SAME || isTold(edge.to())) {
      return waiter;
    }
    for (Edge now : secondEdges.around(edge.from(), edge.to())) {
      if (isSame(edge, now)) {
        Outcome outcome = again(edge, now);
        if (outcome != Outcome.CHANGED) {
          return outcome; // a target of two choices is met twice
        }
      }
    }
    String state = first.entity(edge.from()).state();
    boolean otherState =
        !isThread(source) && !source.state().isEmpty() && !source.state().equals(state);
    if (otherState || hasOthers(edge)) {
      return Outcome.CHANGED;
    }
    return isOfOneLook(edge) ? Outcome.INFERRED : Outcome.UNSEEN;
  }

  /** True for what only the first look tells: a search through the heap, or the kernel. */
  static boolean isOfOneLook(Edge edge) {
    switch (edge.reason()) {
      case Edge.ONLY_QUEUED:
      case Edge.OTHER_END:
      case Edge.OTHER_END_QUEUED:
        return true;
      default:
        return false;
    }
  }

  /** The same, also of what the kernel told. */
  boolean isToldOnce(Edge edge) {
    return isOfOneLook(edge) || isTold(edge.from());
  }

  /** True when who waits has a wait of this kind in the second cut. */
  private boolean hasOthers(Edge edge) {
    for (Edge now : second.from(edge.from())) {
      if (now.kind() == edge.kind()) {
        return true;
      }
    }
    return false;
  }

  /** True for what the kernel told, which cuts do not show: the thread is in the same call. */
  private boolean isTold(String id) {
    return "kernel".equals(first.entity(id).attributes().get("toldBy"));
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

  /** True when one of these waits with a limit, perhaps again and again. */
  boolean isAgain(Iterable<String> ids) {
    for (String id : ids) {
      if (again.contains(id)) {
        return true;
      }
    }
    return false;
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
    return inTheSameFrames(then, now) ? Outcome.SAME : Outcome.CHANGED;
  }

  /** True when a thread is where it was, but for frames of the JDK. */
  static boolean inTheSameFrames(Entity then, Entity now) {
    return outside(then.stack()).equals(outside(now.stack()));
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
    return (!blocked && !again.contains(id) && differ(then, now, CPU))
        || differ(then, now, Entity.MARK);
  }

  /**
   * True when somebody in the knot waits with a limit, and a lock in it was given back in between,
   * or anybody else was at work: whoever gives up what he has before he tries again, as those do
   * who want to avoid a deadlock, looks the same in two pictures. Of a monitor that such a thread
   * has, it has to be known that it was not.
   */
  boolean hasMovedAround(Knot knot) {
    if (again.isEmpty()) {
      return false;
    }
    boolean repeats = false;
    boolean moved = false;
    for (int node : knot.nodes()) {
      String id = first.entityAt(node).id();
      repeats |= again.contains(id);
      moved |= hasMoved(id) || mayHaveEntered(id);
    }
    return repeats && moved;
  }

  /**
   * True for who is blocked at a monitor whose owner waits with a limit, unless one of both is
   * known to have stood still: the owner does not speak for it, since to begin again is no work,
   * and a monitor that was given back and entered in between has no mark.
   */
  private boolean mayHaveEntered(String id) {
    if (!first.entity(id).state().equals(BLOCKED) || hasStoodStill(id)) {
      return false;
    }
    for (Edge wait : first.from(id)) {
      for (Edge hold : first.from(wait.to())) {
        if (hold.kind() == EdgeKind.HELD_BY
            && again.contains(hold.to())
            && !hasStoodStill(hold.to())) {
          return true;
        }
      }
    }
    return false;
  }

  /** False also where it is not known how long it has run, as of virtual threads. */
  private boolean hasStoodStill(String id) {
    Entity now = second.entity(id);
    Object before = first.entity(id).attributes().get(CPU);
    return before != null && now != null && before.equals(now.attributes().get(CPU));
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
    if (now.timed() && !edge.timed()) {
      return Outcome.CHANGED;
    }
    if (edge.choice() != null
        && !isWithin(secondEdges.alternatives(now), firstEdges.alternatives(edge))) {
      return Outcome.CHANGED;
    }
    boolean inferred = edge.evidence() == Evidence.INFERRED || now.evidence() == Evidence.INFERRED;
    return inferred ? Outcome.INFERRED : Outcome.SAME;
  }

  /** Of the two choices compared last the answer is kept: it is asked for each alternative. */
  private boolean isWithin(Set<String> now, Set<String> then) {
    if (now != comparedNow || then != comparedThen) {
      comparedNow = now;
      comparedThen = then;
      within = then.containsAll(now);
    }
    return within;
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
