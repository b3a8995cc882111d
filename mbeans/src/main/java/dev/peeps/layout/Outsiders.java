package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The threads that wait for what comes from outside the process: at a socket, or for events of
 * several ({@code show selects = true} in a layout). Threads of a pool count as one group, by their
 * names.
 */
final class Outsiders {
  /** Set by layouts for a thread that waits for events of channels. */
  private static final String SELECTS = "selects";

  private final Map<String, List<Draft>> groups = new LinkedHashMap<>();

  /** Those who wait for new connections, and mains that keep the program alive. */
  private final List<Draft> others = new ArrayList<>();

  private final Set<Draft> atSocket = new HashSet<>();

  Outsiders(Run run) {
    Map<Draft, Draft> sockets = new HashMap<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS
          && edge.to.kind == EntityKind.SOCKET
          && edge.from.kind == EntityKind.THREAD) {
        sockets.put(edge.from, edge.to);
      }
    }
    for (HeapThread thread : run.heap.threads()) {
      Draft draft = run.drafts.thread(thread);
      if (thread.virtual() || thread.moved() || !thread.stackKnown() || thread.id() == 0) {
        continue;
      }
      boolean runs = thread.state() == Thread.State.RUNNABLE;
      boolean reads = runs && sockets.containsKey(draft) && !draft.idle;
      if (reads) {
        atSocket.add(draft);
      }
      if (reads || (runs && draft.has(SELECTS))) {
        group(draft, thread.name());
      } else if ((runs && sockets.containsKey(draft)) || keepsAlive(thread)) {
        others.add(draft);
      }
    }
  }

  /**
   * True for a main method that sleeps or reads input by itself: it may look at what it has, but
   * nobody would say that it was the one to bring it.
   */
  private static boolean keepsAlive(HeapThread thread) {
    Thread.State state = thread.state();
    return LiveLiveness.isMain(thread.frames())
        && (state == Thread.State.TIMED_WAITING
            || (state == Thread.State.RUNNABLE && thread.inNative()));
  }

  private void group(Draft draft, String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    String common = name.substring(0, end);
    List<Draft> group = groups.get(common);
    if (group == null) {
      group = new ArrayList<>();
      groups.put(common, group);
    }
    group.add(draft);
  }

  /** Those that may bring something, in the order of the picture. */
  List<List<Draft>> groups() {
    return new ArrayList<>(groups.values());
  }

  /** True when it waits at a socket of its own, which the graph has. */
  boolean isAtSocket(Draft thread) {
    return atSocket.contains(thread);
  }

  /** Ids of the Thread objects of all but these; of all when these are null. */
  List<Long> but(List<Draft> group) {
    List<Long> ids = new ArrayList<>();
    for (List<Draft> one : groups.values()) {
      for (Draft draft : one) {
        if (one != group) {
          ids.add(draft.object);
        }
      }
    }
    for (Draft draft : others) {
      ids.add(draft.object);
    }
    return ids;
  }
}
