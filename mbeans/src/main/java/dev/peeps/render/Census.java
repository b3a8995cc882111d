package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the entities of one process into what waits, what is idle, what runs, and what is waited
 * for. Cost: linear in entities and edges.
 */
final class Census {
  private final Graph graph;
  private final List<Entity> waiting = new ArrayList<>();
  private final List<Entity> idle = new ArrayList<>();
  private final List<Entity> running = new ArrayList<>();
  private final List<Entity> resources = new ArrayList<>();
  private final List<Entity> channels = new ArrayList<>();
  private final List<Entity> executors = new ArrayList<>();

  /**
   * @param process id of the process, or null for all
   */
  Census(Graph graph, String process) {
    this.graph = graph;
    for (Entity entity : graph.entities()) {
      if (process == null || entity.process().equals(process)) {
        sort(entity);
      }
    }
  }

  private void sort(Entity entity) {
    switch (entity.kind()) {
      case THREAD:
      case VIRTUAL_THREAD:
        if (entity.idle()) {
          idle.add(entity);
        } else if (isStuck(entity) || needs(entity)) {
          waiting.add(entity);
        } else {
          running.add(entity);
        }
        break;
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
        if (entity.idle()) {
          idle.add(entity);
        } else if (entity.state().equals("pending") || needs(entity) || isNeeded(entity)) {
          waiting.add(entity);
        } else {
          running.add(entity);
        }
        break;
      case CHANNEL:
        channels.add(entity);
        break;
      case EXECUTOR:
        executors.add(entity);
        break;
      default:
        resources.add(entity);
    }
  }

  private static boolean isStuck(Entity thread) {
    return thread.state().endsWith("WAITING") || thread.state().equals("BLOCKED");
  }

  private boolean needs(Entity entity) {
    return hasBlocking(graph.from(entity.id()));
  }

  private boolean isNeeded(Entity entity) {
    return hasBlocking(graph.to(entity.id()));
  }

  private static boolean hasBlocking(List<Edge> edges) {
    for (Edge edge : edges) {
      if (edge.kind().isBlocking()) {
        return true;
      }
    }
    return false;
  }

  /** Tasks that wait for something other than work. */
  List<Entity> waiting() {
    return waiting;
  }

  /** Tasks that wait for work. */
  List<Entity> idle() {
    return idle;
  }

  /** Tasks that wait for nothing that is known. */
  List<Entity> running() {
    return running;
  }

  /** Locks, semaphores, latches, sockets and the like. */
  List<Entity> resources() {
    return resources;
  }

  List<Entity> channels() {
    return channels;
  }

  List<Entity> executors() {
    return executors;
  }
}
