package dev.peeps.cli.peer;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapFrame;
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
 * objects at most, as a handler refers to a stream, that to a socket, and that to the connection.
 */
final class Hands {
  /**
   * Objects of a cut are numbered from here on (docs/cut-format.md); ids of entities leave it out.
   */
  private static final long OBJECT_BASE = 1L << 40;

  private static final int DEPTH = 3;

  /** Of one thread. */
  private static final int OBJECTS = 2000;

  private final Heap heap;
  private final Map<Long, List<String>> threads = new HashMap<>();

  /**
   * Looks once through the frames of all threads.
   *
   * @param entities the connections' ids in the graph
   */
  Hands(Heap heap, List<String> entities) {
    this.heap = heap;
    for (String entity : entities) {
      threads.put(object(entity), new ArrayList<>());
    }
    for (HeapThread thread : heap.threads()) {
      if (thread.tid() >= 0 && !thread.moved() && thread.stackKnown()) {
        look(thread);
      }
    }
  }

  /**
   * Ids of the threads, as the graph has them after the process's own.
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
    for (int looked = 0; looked < OBJECTS && !open.isEmpty(); looked++) {
      long[] next = open.remove();
      List<String> holders = threads.get(next[0]);
      if (holders != null) {
        holders.add("thread-" + thread.tid());
      }
      // What another thread has is not in this one's hands.
      if (next[1] < DEPTH && heap.object(next[0]) != null && heap.threadOf(next[0]) == null) {
        for (long id : heap.references(next[0])) {
          if (seen.add(id)) {
            open.add(new long[] {id, next[1] + 1});
          }
        }
      }
    }
  }
}
