package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says in one sentence how an executor waits for itself: {@code starvation: all 2 workers of
 * ThreadPoolExecutor@1c wait for what is queued in it: "w-1" waits for FutureTask@2d (Page), which
 * no worker is free to run; 3 workers would have been enough to begin it}. Not reused.
 */
final class StarvationSentence {
  private static final String SLOT = "slot";

  private final Graph graph;
  private final Knot knot;
  private final Set<String> nodes = new HashSet<>();

  /** Round the circle no queued task is waited for, but room for one more. */
  private final boolean forRoom;

  /** A thread that needs some worker itself, and no queued task that anybody could name. */
  private final Edge direct;

  private final StringBuilder text = new StringBuilder("starvation: ");

  private StarvationSentence(Graph graph, Knot knot) {
    this.graph = graph;
    this.knot = knot;
    for (int node : knot.nodes()) {
      nodes.add(graph.entityAt(node).id());
    }
    this.forRoom = isForRoom();
    this.direct = forRoom ? null : direct();
  }

  static String of(Graph graph, Knot knot) {
    return new StarvationSentence(graph, knot).written();
  }

  private String written() {
    List<Entity> executors = starved();
    int all = 0;
    boolean slots = true;
    for (Entity executor : executors) {
      int workers = workers(executor);
      text.append(all == 0 ? "" : " and ");
      String places = places(executor);
      text.append(workers == 1 ? "the only " : "all " + workers + " ");
      text.append(workers == 1 ? places : places + "s").append(" of ");
      text.append(Labels.of(executor));
      all += workers;
      slots &= places.equals(SLOT);
    }
    if (slots) {
      text.append(all == 1 ? " is taken by a task that waits" : " are taken by tasks that wait");
    } else {
      text.append(all == 1 ? " waits" : " wait");
    }
    if (forRoom) {
      text.append(executors.size() == 1 ? " for room in its queue" : " for room in their queues");
    } else if (direct != null) {
      text.append(" for one of its ").append(places(executors.get(0))).append("s to be free");
    } else {
      text.append(" for what is queued in ").append(executors.size() == 1 ? "it" : "them");
    }
    example(places(executors.get(0)));
    // Nobody can give a loop a second thread.
    if (executors.size() == 1 && !forRoom && !LoopSentence.isLoop(executors.get(0))) {
      text.append("; ").append(all + missing()).append(' ').append(places(executors.get(0)));
      text.append("s would have been enough to begin it");
    }
    DeadlockSentence.behind(knot.behind().size(), knot.counted(), text);
    return text.toString();
  }

  /** Executors with workers in the knot; one that is queued itself in another has none. */
  private List<Entity> starved() {
    List<Entity> all = new ArrayList<>();
    List<Entity> staffed = new ArrayList<>();
    for (int node : knot.nodes()) {
      Entity executor = graph.entityAt(node);
      if (executor.kind() == EntityKind.EXECUTOR) {
        all.add(executor);
        for (Edge edge : graph.from(executor.id())) {
          if (edge.kind() == EdgeKind.PROVIDED_BY
              && nodes.contains(edge.to())
              && graph.entity(edge.to()).kind() != EntityKind.EXECUTOR) {
            staffed.add(executor);
            break;
          }
        }
      }
    }
    return staffed.isEmpty() ? all : staffed;
  }

  /**
   * How many more workers: one to run what is queued, or as many as are still to come to a barrier,
   * since each of them stays there until the last one is.
   */
  private long missing() {
    long missing = 1;
    for (String id : nodes) {
      Object value = graph.entity(id).attributes().get("missing");
      missing = value instanceof Long ? Math.max(missing, (Long) value) : missing;
    }
    return missing;
  }

  /** What an executor has a number of: threads of its own, or turns on those of others. */
  private static String places(Entity executor) {
    return executor.attributes().get("slots") instanceof Long ? SLOT : "worker";
  }

  /** Null when the circle goes over something that is queued. */
  private Edge direct() {
    for (Edge edge : knot.circle()) {
      if (graph.entity(edge.to()).kind() == EntityKind.EXECUTOR) {
        return edge.kind() == EdgeKind.NEEDS && SecondLook.isThread(graph.entity(edge.from()))
            ? edge
            : null;
      }
    }
    return null;
  }

  private boolean isForRoom() {
    for (Edge edge : knot.circle()) {
      if (graph.entity(edge.to()).kind() == EntityKind.EXECUTOR) {
        return LostThings.isFull(graph.entity(edge.from()));
      }
    }
    return false;
  }

  /** Workers among which the executor chooses; all are in the knot, else it were none. */
  private int workers(Entity executor) {
    int workers = 0;
    for (Edge edge : graph.from(executor.id())) {
      workers += edge.kind() == EdgeKind.PROVIDED_BY && nodes.contains(edge.to()) ? 1 : 0;
    }
    return workers;
  }

  /** The circle's thread and the queued task that it waits for, through whatever is between. */
  private void example(String places) {
    if (direct != null) {
      text.append(": ").append(Labels.of(graph.entity(direct.from()))).append(" needs one");
      text.append(direct.reason().isEmpty() ? "" : " (" + direct.reason() + ')');
      return;
    }
    List<Edge> circle = knot.circle();
    Entity waiter = null;
    int between = 0;
    for (int step = 0; step < circle.size() * 2; step++) {
      Edge edge = circle.get(step % circle.size());
      Entity from = graph.entity(edge.from());
      boolean queued = graph.entity(edge.to()).kind() == EntityKind.EXECUTOR;
      if (waiter != null && queued) {
        text.append(": ").append(Labels.of(waiter)).append(" waits for ").append(Labels.of(from));
        text.append(between > 1 ? ", through others, which " : ", which ");
        text.append(forRoom || from.kind().isTask() ? "no " : "only what is queued can bring: no ");
        text.append(forRoom ? "worker is free to empty" : places + " is free to run");
        text.append(forRoom || from.kind().isTask() ? "" : " that");
        return;
      }
      if (waiter == null && SecondLook.isThread(from)) {
        waiter = from;
        between = 0;
      }
      between++;
    }
  }
}
