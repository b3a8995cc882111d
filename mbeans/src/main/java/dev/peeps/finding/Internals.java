package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Futures that only the JDK's own code goes on from, and for which no thread waits. A client of the
 * JDK leaves such behind with each exchange that is over: they are garbage at the next moment, and
 * nobody misses them.
 */
final class Internals {
  private static final String OWN = "jdk.internal.";

  /** More than these are somebody's. */
  private static final int MOST = 200;

  private Internals() {}

  /** True when all that depends on it, directly or through others, is the JDK's own. */
  static boolean areAllBehind(Graph graph, Entity thing) {
    if (!thing.type().startsWith(OWN)) {
      return false;
    }
    Set<Entity> seen = new HashSet<>();
    Deque<Entity> open = new ArrayDeque<>();
    open.add(thing);
    while (!open.isEmpty()) {
      for (Edge edge : graph.to(open.remove().id())) {
        Entity waiter = graph.entity(edge.from());
        if (!edge.kind().isBlocking() || !seen.add(waiter)) {
          continue;
        }
        // A future is called by what goes on from there, which may be the application's.
        if (seen.size() > MOST || !waiter.name().startsWith(OWN)) {
          return false;
        }
        open.add(waiter);
      }
    }
    return true;
  }
}
