package dev.peeps.cli.peer;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has a connection in his hands: threads whose frames refer to its object, through a few
 * objects at most, as a handler refers to a stream, that to a socket, and that to the connection;
 * and executors in which a task is queued that refers to it so.
 */
final class Hands {
  /**
   * Objects of a cut are numbered from here on (docs/cut-format.md); ids of entities leave it out.
   */
  private static final long OBJECT_BASE = 1L << 40;

  /** Of one thread. */
  private static final int OBJECTS = 2000;

  /** Of what is queued in one executor. */
  private static final int QUEUED = 50_000;

  /** Queues are made of these, and no step into a task. */
  private static final String COLLECTIONS = "java.util.";

  private final Heap heap;
  private final int depth;
  private final Map<Long, List<String>> threads = new HashMap<>();

  /**
   * Looks once through the frames of all threads and the queues of these executors.
   *
   * @param depth objects on the way to it, at most
   * @param entities the connections' ids in the graph
   * @param executors ids in the graph of those in which something is queued
   */
  Hands(Heap heap, int depth, List<String> entities, List<String> executors) {
    this.heap = heap;
    this.depth = depth;
    for (String entity : entities) {
      threads.put(object(entity), new ArrayList<>());
    }
    for (HeapThread thread : heap.threads()) {
      if (thread.tid() >= 0 && !thread.moved() && thread.stackKnown()) {
        look(thread);
      }
    }
    for (String executor : executors) {
      look(executor);
    }
  }

  /**
   * Ids of threads and executors, as the graph has them after the process's own.
   *
   * @param entity one of the connections that were looked for
   */
  List<String> of(String entity) {
    return threads.get(object(entity));
  }

  private long object(String entity) {
    long number = Long.parseUnsignedLong(entity.substring(entity.lastIndexOf('-') + 1), 16);
    return heap.info().isCut() ? OBJECT_BASE + number : number;
  }

  private void look(HeapThread thread) {
    Set<Long> seen = new HashSet<>();
    Deque<long[]> open = new ArrayDeque<>();
    for (HeapFrame frame : thread.frames()) {
      for (long local : frame.locals()) {
        if (seen.add(local)) {
          open.add(new long[] {local, 0});
        }
      }
    }
    follow(open, seen, "thread-" + thread.tid(), OBJECTS);
  }

  private void look(String executor) {
    Set<Long> seen = new HashSet<>();
    Deque<long[]> open = new ArrayDeque<>();
    open.add(new long[] {object(executor), -1});
    follow(open, seen, executor.substring(executor.lastIndexOf('/') + 1), QUEUED);
  }

  /** From an executor on the steps begin to count where its queues end. */
  private void follow(Deque<long[]> open, Set<Long> seen, String holder, int most) {
    for (int looked = 0; looked < most && !open.isEmpty(); looked++) {
      long[] next = open.remove();
      List<String> holders = threads.get(next[0]);
      if (holders != null) {
        holders.add(holder);
      }
      HeapObject object = next[1] < depth ? heap.object(next[0]) : null;
      // What another thread has is not in this one's hands.
      if (object == null || heap.threadOf(next[0]) != null) {
        continue;
      }
      boolean inQueue =
          next[1] < 0 && (looked == 0 || object.type().name().startsWith(COLLECTIONS));
      for (long id : heap.references(next[0])) {
        if (seen.add(id)) {
          open.add(new long[] {id, inQueue ? -1 : Math.max(0, next[1]) + 1});
        }
      }
    }
  }
}
