package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the entities of one process into what waits, what is idle, what runs, and what is waited
 * for. Cost: linear in entities and edges.
 */
final class Census {
  private final Links links;
  private final List<Entity> waiting = new ArrayList<>();
  private final List<Entity> idle = new ArrayList<>();
  private final List<Entity> running = new ArrayList<>();
  private final List<Entity> resources = new ArrayList<>();
  private final List<Entity> channels = new ArrayList<>();
  private final List<Entity> executors = new ArrayList<>();

  /**
   * @param process id of the process, or null for all
   */
  Census(Graph graph, Links links, String process) {
    this.links = links;
    int index = 0;
    for (Entity entity : graph.entities()) {
      if (process == null || entity.process().equals(process)) {
        sort(entity, index);
      }
      index++;
    }
  }

  private void sort(Entity entity, int index) {
    switch (entity.kind()) {
      case THREAD:
      case VIRTUAL_THREAD:
        if (entity.idle()) {
          idle.add(entity);
        } else if (isStuck(entity) || links.waits(index)) {
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
        } else if (entity.state().equals("pending")
            || links.waits(index)
            || links.isAwaited(index)) {
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
