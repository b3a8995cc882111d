package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.HashMap;
import java.util.Map;

/**
 * Tasks that have failed: who was to count down a latch, fill a queue or complete a future and has
 * died does not, and its own future is often all that is left of it. Nothing links the two, so all
 * of the process are told.
 */
final class Failures {
  private static final int NAMED = 2;

  private final Graph graph;
  private final Map<String, String> ofProcess = new HashMap<>();

  Failures(Graph graph) {
    this.graph = graph;
  }

  /**
   * {@code "; 1 task has failed: FutureTask@1c with java.io.IOException"}; empty when none has, or
   * when the thing is none that tasks bring about. Linear in the entities, once for all things of a
   * process.
   */
  String of(Entity thing) {
    if (!isOwedByTasks(thing.kind())) {
      return "";
    }
    String known = ofProcess.get(thing.process());
    if (known == null) {
      known = ofProcess(thing.process());
      ofProcess.put(thing.process(), known);
    }
    return known;
  }

  /** What stays away when the task dies that was to bring it, and says nothing of that task. */
  private static boolean isOwedByTasks(EntityKind kind) {
    switch (kind) {
      case LATCH:
      case CHANNEL:
      case FUTURE:
      case SEMAPHORE:
        return true;
      default:
        return false;
    }
  }

  private String ofProcess(String process) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Entity entity : graph.entities()) {
      Object failure = entity.attributes().get("failure");
      if (failure != null && entity.process().equals(process) && ++count <= NAMED) {
        text.append(count == 1 ? "" : ", ");
        text.append(Labels.of(entity)).append(" with ").append(failure);
      }
    }
    if (count == 0) {
      return "";
    }
    String more = count > NAMED ? " and " + (count - NAMED) + " more" : "";
    return "; " + count + (count == 1 ? " task has" : " tasks have") + " failed: " + text + more;
  }
}
