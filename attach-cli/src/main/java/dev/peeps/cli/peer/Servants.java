package dev.peeps.cli.peer;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes on into the process at the other end, when that is in the picture: to the threads that have
 * the connection in their hands and do something else than to wait for what comes on it. Both who
 * only listen to each other owe each other nothing.
 */
final class Servants {
  private final Graph graph;
  private final Map<String, Heap> heaps;
  private final Map<Endpoint, List<Entity>> sockets = new HashMap<>();
  private final Map<String, Hands> hands = new HashMap<>();

  /**
   * @param heaps of the processes that are looked into, by their ids
   */
  Servants(Graph graph, Map<String, Heap> heaps) {
    this.graph = graph;
    this.heaps = heaps;
    if (heaps.size() < 2) {
      return;
    }
    for (Entity entity : graph.entities()) {
      Endpoint there =
          entity.kind() == EntityKind.SOCKET && heaps.containsKey(entity.process())
              ? Peers.remote(entity)
              : null;
      if (there != null) {
        List<Entity> leading = sockets.get(there);
        if (leading == null) {
          leading = new ArrayList<>(1);
          sockets.put(there, leading);
        }
        leading.add(entity);
      }
    }
  }

  /**
   * Adds who serves it.
   *
   * @return whether anybody does
   */
  boolean serve(Entity end, List<Connection> leading, Graph.Builder into) {
    if (leading.size() != 1) {
      return false;
    }
    SocketRow own = leading.get(0).own();
    boolean served = false;
    for (Entity other : sockets.getOrDefault(own.local(), List.of())) {
      if (Peers.localPort(other) != own.remote().port()) {
        continue;
      }
      into.edge(Edge.exact(end.id(), other.id(), EdgeKind.PAIRED_WITH, "the other end of it"));
      List<Entity> tasks = tasks(other);
      for (Entity task : tasks) {
        into.edge(
            new Edge(
                end.id(),
                task.id(),
                EdgeKind.PROVIDED_BY,
                Evidence.INFERRED,
                "has the other end of the connection in its hands",
                tasks.size() == 1 ? null : "other end",
                false));
        served = true;
      }
    }
    return served;
  }

  /**
   * Who is at work with it. Idle ones are not: who accepts connections still has the last one among
   * his locals. None when somebody listens to it.
   */
  private List<Entity> tasks(Entity socket) {
    List<Entity> tasks = new ArrayList<>();
    for (String thread : hands(socket.process()).of(socket.id())) {
      Entity task = graph.entity(socket.process() + "/" + thread);
      if (task != null && listens(task, socket)) {
        return List.of();
      }
      if (task != null && !task.idle()) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private Hands hands(String process) {
    Hands known = hands.get(process);
    if (known == null) {
      List<String> ids = new ArrayList<>();
      for (List<Entity> leading : sockets.values()) {
        for (Entity socket : leading) {
          if (socket.process().equals(process)) {
            ids.add(socket.id());
          }
        }
      }
      known = new Hands(heaps.get(process), ids);
      hands.put(process, known);
    }
    return known;
  }

  private boolean listens(Entity task, Entity socket) {
    for (Edge edge : graph.from(task.id())) {
      if (edge.kind() == EdgeKind.NEEDS && edge.to().equals(socket.id())) {
        return true;
      }
    }
    return false;
  }
}
