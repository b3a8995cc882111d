package dev.peeps.cli.peer;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes on at the other end, when that is in the picture, be it in the same process: to the threads
 * that have the connection in their hands and do something else than to wait for what comes on it,
 * to the executors in which it is queued, and to those who would have to accept it. Both who only
 * listen to each other owe each other nothing.
 */
final class Servants {
  /** As a handler refers to a stream, that to a socket, and that to the connection. */
  private static final int DEPTH = 3;

  private final Graph graph;
  private final Map<String, Heap> heaps;
  private final Collection<Entity> unasking;
  private final Map<Endpoint, List<Entity>> sockets = new HashMap<>();

  /** By process and port. */
  private final Map<String, List<Entity>> listeners = new HashMap<>();

  private final Map<String, Hands> hands = new HashMap<>();

  /**
   * Cost: linear in the entities.
   *
   * @param heaps of the processes that are looked into, by their ids
   * @param unasking threads that wait for events, but of no connection by which anybody is asked
   */
  Servants(Graph graph, Map<String, Heap> heaps, Collection<Entity> unasking) {
    this.graph = graph;
    this.heaps = heaps;
    this.unasking = unasking;
    for (Entity entity : graph.entities()) {
      if (entity.kind() != EntityKind.SOCKET || !heaps.containsKey(entity.process())) {
        continue;
      }
      Endpoint there = Peers.remote(entity);
      if (there != null) {
        sockets.computeIfAbsent(there, any -> new ArrayList<>(1)).add(entity);
      } else if (Peers.localPort(entity) != 0) {
        String port = entity.process() + " " + Peers.localPort(entity);
        listeners.computeIfAbsent(port, any -> new ArrayList<>(1)).add(entity);
      }
    }
  }

  /**
   * Adds who serves it. Where several connections may be meant, somebody has to be known for each.
   *
   * @param peer id of the process at the other end of all of them, which is looked into
   * @return whether anybody does
   */
  boolean serve(Entity end, List<Connection> leading, String peer, Graph.Builder into) {
    Set<Entity> tasks = new LinkedHashSet<>();
    for (Connection connection : leading) {
      List<Entity> serving = new ArrayList<>();
      if (connection.isPending()) {
        String port = peer + " " + connection.own().remote().port();
        for (Entity listener : listeners.getOrDefault(port, List.of())) {
          accepting(listener, serving);
        }
      } else {
        for (Entity other : sockets.getOrDefault(connection.own().local(), List.of())) {
          if (Peers.localPort(other) == connection.own().remote().port()) {
            serving.addAll(tasks(other));
            if (leading.size() == 1) {
              into.edge(
                  Edge.exact(end.id(), other.id(), EdgeKind.PAIRED_WITH, "the other end of it"));
            }
          }
        }
      }
      if (serving.isEmpty()) {
        return false;
      }
      tasks.addAll(serving);
    }
    List<String> sources = sources(end);
    for (String source : sources) {
      for (Entity task : tasks) {
        into.edge(
            new Edge(
                source,
                task.id(),
                EdgeKind.PROVIDED_BY,
                Evidence.INFERRED,
                task.kind() == EntityKind.EXECUTOR ? Edge.OTHER_END_QUEUED : Edge.OTHER_END,
                tasks.size() == 1 ? null : "other end",
                false));
      }
    }
    return !sources.isEmpty();
  }

  /**
   * What is waited for: the connection or the request itself, or what only this thread can receive.
   */
  private List<String> sources(Entity end) {
    if (!Peers.isReceiver(end)) {
      return List.of(end.id());
    }
    List<String> received = new ArrayList<>();
    for (Edge edge : graph.to(end.id())) {
      if (edge.kind() == EdgeKind.PROVIDED_BY && isReceivedBy(edge.from(), end)) {
        received.add(edge.from());
      }
    }
    return received;
  }

  private boolean isReceivedBy(String thing, Entity receiver) {
    for (Edge edge : graph.from(thing)) {
      if (edge.kind() == EdgeKind.PROVIDED_BY
          && edge.reason().equals(Edge.RECEIVED)
          && !edge.to().equals(receiver.id())
          && !unasking.contains(graph.entity(edge.to()))) {
        return false;
      }
    }
    return true;
  }

  /** Who would take up new connections, and waits for something else than somebody's end. */
  private void accepting(Entity listener, List<Entity> into) {
    for (String holder : hands(listener.process()).of(listener.id())) {
      Entity task = graph.entity(listener.process() + "/" + holder);
      if (task == null || task.idle() || listens(task, listener)) {
        continue;
      }
      for (Edge edge : graph.from(task.id())) {
        if (edge.kind() == EdgeKind.NEEDS && !graph.entity(edge.to()).kind().isThread()) {
          into.add(task);
          break;
        }
      }
    }
  }

  /**
   * Who is at work with it. Idle ones are not: who accepts connections still has the last one among
   * his locals. None when somebody listens to it.
   */
  private List<Entity> tasks(Entity socket) {
    List<Entity> tasks = new ArrayList<>();
    for (String holder : hands(socket.process()).of(socket.id())) {
      Entity task = graph.entity(socket.process() + "/" + holder);
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
      List<String> executors = new ArrayList<>();
      for (Entity entity : graph.entities()) {
        if (!entity.process().equals(process)) {
          continue;
        }
        if (entity.kind() == EntityKind.SOCKET) {
          ids.add(entity.id());
        } else if (entity.kind() == EntityKind.EXECUTOR && hasQueued(entity)) {
          executors.add(entity.id());
        }
      }
      known = new Hands(heaps.get(process), DEPTH, ids, executors);
      hands.put(process, known);
    }
    return known;
  }

  static boolean hasQueued(Entity executor) {
    Object queued = executor.attributes().get("queued");
    return queued instanceof Long && (Long) queued > 0;
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
