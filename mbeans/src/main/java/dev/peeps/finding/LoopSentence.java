package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.HashSet;
import java.util.Set;

/**
 * Says of a knot of one event loop how it waits for itself: {@code self: "loop-1" is the only
 * thread of EventLoop@1c and waits for CompletableFuture@2d, which only that loop can run}.
 */
final class LoopSentence {
  private LoopSentence() {}

  /** True for an executor of which a layout says that it has one thread and never another. */
  static boolean isLoop(Entity entity) {
    return Boolean.TRUE.equals(entity.attributes().get("singleThread"));
  }

  /** The sentence; null when the knot has no loop with a thread that waits in it. */
  static String of(Graph graph, Knot knot) {
    Set<String> members = new HashSet<>();
    Entity loop = null;
    for (int node : knot.nodes()) {
      Entity entity = graph.entityAt(node);
      members.add(entity.id());
      loop = isLoop(entity) ? entity : loop;
    }
    for (Edge edge : knot.edges()) {
      Entity thread = graph.entity(edge.from());
      if (loop != null
          && edge.kind() == EdgeKind.NEEDS
          && SecondLook.isThread(thread)
          && members.contains(edge.to())) {
        StringBuilder text = new StringBuilder("self: ").append(Labels.of(thread));
        text.append(" is the only thread of ").append(Labels.of(loop)).append(" and waits for ");
        text.append(Labels.of(graph.entity(edge.to()))).append(", which only that loop can run");
        text.append(isQueued(graph, edge.to(), loop) ? "" : ", through others");
        DeadlockSentence.behind(knot.behind().size(), knot.counted(), text);
        return text.toString();
      }
    }
    return null;
  }

  private static boolean isQueued(Graph graph, String task, Entity loop) {
    for (Edge edge : graph.from(task)) {
      if (edge.kind() == EdgeKind.PROVIDED_BY && edge.to().equals(loop.id())) {
        return true;
      }
    }
    return false;
  }
}
