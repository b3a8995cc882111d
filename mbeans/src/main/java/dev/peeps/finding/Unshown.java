package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether waits that a second, smaller cut does not show are likely to be there all the same: it
 * begins with those who wait, and a source leads to what depends on it, not the other way.
 */
final class Unshown {
  private static final int NAMED = 3;

  private Unshown() {}

  /**
   * True when the threads that wait for it, directly or through others of its kind, wait as they
   * did. Had what is lost come, what depends on it had come with it: so it does not matter that the
   * smaller cut leads to less of what lies between. Who waits for one of these threads in turn, as
   * for a lock, says nothing: he waits for the next one as well.
   */
  static boolean isStillAwaited(List<Edge> unseen, SecondLook look) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    for (Edge edge : unseen) {
      if (!SecondLook.isThread(look.first().entity(edge.from())) && seen.add(edge.from())) {
        open.add(edge.from());
      }
    }
    int looked = 0;
    while (!open.isEmpty()) {
      for (Edge edge : look.first().to(open.remove())) {
        Entity waiter = look.first().entity(edge.from());
        if (edge.kind() != EdgeKind.NEEDS || edge.timed() || !seen.add(edge.from())) {
          continue;
        }
        if (!SecondLook.isThread(waiter)) {
          open.add(edge.from());
          continue;
        }
        SecondLook.Outcome outcome = look.at(edge);
        if (look.hasMoved(edge.from()) || outcome == SecondLook.Outcome.CHANGED) {
          return false;
        }
        boolean again = look.isAgain(List.of(edge.from())); // that it has no limit is concluded
        looked += outcome == SecondLook.Outcome.SAME || again ? 1 : 0;
      }
    }
    return looked > 0;
  }

  /**
   * True for futures that depend on others, down to what only the first look has told of. As long
   * as the last of them has not come, none before has.
   */
  static boolean areStages(Graph graph, List<Edge> unseen) {
    boolean told = false;
    for (Edge edge : unseen) {
      boolean depends =
          edge.kind() == EdgeKind.NEEDS && graph.entity(edge.to()).kind() == EntityKind.FUTURE;
      boolean ofOneLook = SecondLook.isOfOneLook(edge);
      told |= ofOneLook;
      if (graph.entity(edge.from()).kind() != EntityKind.FUTURE || !(depends || ofOneLook)) {
        return false;
      }
    }
    return told;
  }

  /** What of it the second cut does not show, for the doubt of a finding. */
  static String words(Graph graph, List<Edge> unseen) {
    StringBuilder text = new StringBuilder("the second cut does not show that ");
    int count = 0;
    for (Edge edge : unseen) {
      if (++count <= NAMED) {
        text.append(count == 1 ? "" : ", ");
        KnotFindings.relation(graph, edge, text);
      }
    }
    if (count > NAMED) {
      text.append(" and ").append(count - NAMED).append(" more");
    }
    return text.toString();
  }
}
