package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.Collection;
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

  /** Said by layouts of executors. */
  private static final String QUEUED = "queued";

  private static final Long NOTHING = 0L;

  private final Map<String, List<Draft>> groups = new LinkedHashMap<>();

  /**
   * Those who wait for new connections, mains that keep the program alive, and workers that will
   * end unless somebody gives them work.
   */
  private final List<Draft> others = new ArrayList<>();

  /** Those who wait for time to pass, and do who knows what then. */
  private final List<Draft> timers = new ArrayList<>();

  private final Set<Draft> atSocket = new HashSet<>();

  /**
   * @param wanted what is to be brought: who waits for it with a limit does not bring it
   */
  Outsiders(Run run, Collection<Draft> wanted) {
    Map<Draft, Draft> sockets = new HashMap<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS
          && edge.to.kind == EntityKind.SOCKET
          && edge.from.kind == EntityKind.THREAD) {
        sockets.put(edge.from, edge.to);
      }
    }
    Set<Draft> employed = employed(run);
    Set<Draft> waiters = waiters(run, new HashSet<>(wanted));
    for (HeapThread thread : run.heap.threads()) {
      Draft draft = run.drafts.thread(thread);
      if (thread.virtual() || thread.moved() || !thread.stackKnown() || thread.id() == 0) {
        continue;
      }
      boolean runs = thread.state() == Thread.State.RUNNABLE;
      boolean timed = thread.state() == Thread.State.TIMED_WAITING;
      boolean reads = runs && sockets.containsKey(draft) && !draft.idle;
      if (reads) {
        atSocket.add(draft);
      }
      if (reads || (runs && draft.has(SELECTS))) {
        group(draft, thread.name());
      } else if ((runs && sockets.containsKey(draft))
          || keepsAlive(thread)
          || (timed && (waiters.contains(draft) || (draft.idle && !employed.contains(draft))))) {
        others.add(draft);
      } else if (timed) {
        timers.add(draft);
      }
    }
  }

  /**
   * The workers that wait for work where something is queued, be it for later. Others who are idle
   * will do nothing by themselves.
   */
  private static Set<Draft> employed(Run run) {
    Set<Draft> threads = new HashSet<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.RUNS_ON
          && edge.to.kind == EntityKind.EXECUTOR
          && !NOTHING.equals(edge.to.fact(QUEUED))) {
        threads.add(edge.from);
      }
    }
    return threads;
  }

  /** Who waits for one of these himself. */
  private static Set<Draft> waiters(Run run, Set<Draft> wanted) {
    Set<Draft> threads = new HashSet<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS && wanted.contains(edge.to)) {
        threads.add(edge.from);
      }
    }
    return threads;
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

  /** Whether anybody waits for time to pass. */
  boolean haveTimers() {
    return !timers.isEmpty();
  }

  /**
   * Ids of the Thread objects of all but these; of all when these are null.
   *
   * @param timed whether those are meant, too, who wait for time to pass
   */
  List<Long> but(List<Draft> group, boolean timed) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; timed && i < timers.size(); i++) {
      ids.add(timers.get(i).object);
    }
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
