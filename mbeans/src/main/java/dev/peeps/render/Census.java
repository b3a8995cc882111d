package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;

/**
 * Sorts the entities of one process into what waits, what is idle, what runs, and what is waited
 * for. Cost: linear in entities and edges.
 */
final class Census {
  private final Links links;
  private final Entities waiting;
  private final Entities idle;
  private final Entities running;
  private final Entities resources;
  private final Entities channels;
  private final Entities executors;

  /**
   * @param process id of the process, or null for all
   */
  Census(Graph graph, Links links, String process) {
    this.links = links;
    this.waiting = new Entities(graph);
    this.idle = new Entities(graph);
    this.running = new Entities(graph);
    this.resources = new Entities(graph);
    this.channels = new Entities(graph);
    this.executors = new Entities(graph);
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
          idle.add(index);
        } else if (isStuck(entity) || links.waits(index)) {
          waiting.add(index);
        } else {
          running.add(index);
        }
        break;
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
        if (entity.idle()) {
          idle.add(index);
        } else if (entity.state().equals("pending")
            || links.waits(index)
            || links.isAwaited(index)) {
          waiting.add(index);
        } else {
          running.add(index);
        }
        break;
      case CHANNEL:
        channels.add(index);
        break;
      case EXECUTOR:
        executors.add(index);
        break;
      default:
        resources.add(index);
    }
  }

  private static boolean isStuck(Entity thread) {
    return thread.state().endsWith("WAITING") || thread.state().equals("BLOCKED");
  }

  /** Tasks that wait for something other than work. */
  Entities waiting() {
    return waiting;
  }

  /** Tasks that wait for work. */
  Entities idle() {
    return idle;
  }

  /** Tasks that wait for nothing that is known. */
  Entities running() {
    return running;
  }

  /** Locks, semaphores, latches, sockets and the like. */
  Entities resources() {
    return resources;
  }

  Entities channels() {
    return channels;
  }

  Entities executors() {
    return executors;
  }
}
