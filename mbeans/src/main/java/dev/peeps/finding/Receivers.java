package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Threads that receive from outside what others wait for: the loop of a selector, a reader of
 * messages. Who has asked, and so is to the peer what a thread that reads a socket itself is, is
 * the first task with a stack that waits for it, directly or through futures. Not reused.
 */
final class Receivers {
  private final Graph graph;
  private final Set<String> between = new HashSet<>();

  Receivers(Graph graph) {
    this.graph = graph;
  }

  /** True for a thread that waits for events, and not at a socket of its own. */
  static boolean isOne(Entity entity) {
    return entity.kind().isThread() && RemoteDetector.isOutside(entity);
  }

  /** True for an edge to who has to receive it; others provide by what they do themselves. */
  static boolean isReceived(Edge edge) {
    return edge.kind() == EdgeKind.PROVIDED_BY && edge.reason().equals(Edge.RECEIVED);
  }

  /** False for a thread that receives what no task with a stack waits for any more. */
  static boolean isAsked(Graph graph, Entity end) {
    if (!isOne(end)) {
      return true;
    }
    Set<Entity> askers = new HashSet<>();
    new Receivers(graph).askers(end, askers, 1);
    return !askers.isEmpty();
  }

  /** True for what stands between a thread that receives and who has asked, as far as looked at. */
  boolean isBetween(Entity entity) {
    return between.contains(entity.id());
  }

  /** Adds those who wait for what this thread has to bring. Cost: linear in what leads there. */
  void askers(Entity receiver, Set<Entity> into) {
    askers(receiver, into, Integer.MAX_VALUE);
  }

  private void askers(Entity receiver, Set<Entity> into, int enough) {
    Deque<String> open = new ArrayDeque<>();
    for (Edge edge : graph.to(receiver.id())) {
      if (isReceived(edge) && between.add(edge.from())) {
        open.add(edge.from());
      }
    }
    while (!open.isEmpty() && into.size() < enough) {
      for (Edge edge : graph.to(open.remove())) {
        Entity waiter = graph.entity(edge.from());
        if (!edge.kind().isBlocking() || edge.timed() || waiter.idle()) {
          continue;
        }
        if (waiter.kind().isTask() && !waiter.stack().isEmpty()) {
          into.add(waiter);
        } else if (between.add(edge.from())) {
          open.add(edge.from());
        }
      }
    }
  }
}
