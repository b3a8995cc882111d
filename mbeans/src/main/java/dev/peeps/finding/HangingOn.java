package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Who hangs on what a peer owes, and not on purpose. Who only waits for something to end may well
 * do so for as long as the program runs, and who waits for room may get it from a slow peer.
 */
final class HangingOn {
  /** Of a future, to look at; with more than these somebody waits for the result. */
  private static final int DEPENDENTS = 200;

  private final Graph graph;

  HangingOn(Graph graph) {
    this.graph = graph;
  }

  /**
   * Whether any of these does.
   *
   * @param silent whether it is known that the peer is not merely slow
   */
  boolean any(Collection<Entity> tasks, boolean silent) {
    for (Entity task : tasks) {
      if (!waitsForAnEnd(task) && (silent || !waitsForRoom(task))) {
        return true;
      }
    }
    return false;
  }

  /** True for a producer before a full queue: so it is wherever the peer is the slower one. */
  private boolean waitsForRoom(Entity task) {
    for (Edge edge : graph.from(task.id())) {
      if (edge.kind() == EdgeKind.NEEDS && LostThings.isFull(graph.entity(edge.to()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * True for who waits for a thread, an executor or a task that has no result to end, which may
   * well be on purpose; so may any wait of a main method that holds nobody up, but one for what
   * somebody has to give back.
   */
  private boolean waitsForAnEnd(Entity task) {
    for (Edge edge : graph.from(task.id())) {
      Entity target = graph.entity(edge.to());
      if (edge.kind() == EdgeKind.NEEDS
          && (SecondLook.isThread(target)
              || target.kind() == EntityKind.EXECUTOR
              || Boolean.TRUE.equals(target.attributes().get("resultless")))) {
        return true;
      }
    }
    if (SecondLook.isThread(task)) {
      return KeepAlive.isMain(task)
          && KeepAlive.holdsNobodyUp(graph, task)
          && !waitsForAHolder(task);
    }
    // A future that the waiting thread computes is that thread's own work, not another task.
    return task.kind() == EntityKind.FUTURE && onlyEnds(task);
  }

  private boolean waitsForAHolder(Entity task) {
    for (Edge edge : graph.from(task.id())) {
      if (edge.kind() == EdgeKind.NEEDS) {
        for (Edge owed : graph.from(edge.to())) {
          if (owed.kind() == EdgeKind.HELD_BY) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** True when all who wait for a future, directly or through others, only wait for its end. */
  private boolean onlyEnds(Entity future) {
    Set<Entity> seen = new HashSet<>();
    Deque<Entity> open = new ArrayDeque<>();
    open.add(future);
    while (!open.isEmpty() && seen.size() < DEPENDENTS) {
      for (Edge edge : graph.to(open.remove().id())) {
        Entity waiter = graph.entity(edge.from());
        if (!edge.kind().isBlocking() || !seen.add(waiter)) {
          continue;
        }
        if (waiter.kind() == EntityKind.FUTURE) {
          open.add(waiter);
        } else if (!SecondLook.isThread(waiter) || !waitsForAnEnd(waiter)) {
          return false;
        }
      }
    }
    return open.isEmpty();
  }
}
