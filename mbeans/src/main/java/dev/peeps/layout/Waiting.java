package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.States;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.Waits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which threads wait for ever for what is inside the process. Of all others it counts that they
 * will run: those that wait with a timeout, for the outside, in native code, or for something that
 * is not known, or only concluded and no monitor.
 */
final class Waiting {
  private final Run run;
  private final Keepers keepers = new Keepers();
  private final List<Long> concluded = new ArrayList<>(0);
  private final Map<Draft, List<Edges.Pending>> waits = new HashMap<>();
  private final Map<Draft, List<Edges.Pending>> owners = new HashMap<>();

  Waiting(Run run) {
    this.run = run;
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS && edge.from.thread != null && !Edges.goesOn(edge)) {
        add(waits, edge.from, edge);
      } else if (edge.kind == EdgeKind.HELD_BY) {
        add(owners, edge.from, edge);
      }
    }
  }

  private static void add(Map<Draft, List<Edges.Pending>> map, Draft draft, Edges.Pending edge) {
    List<Edges.Pending> edges = map.get(draft);
    if (edges == null) {
      edges = new ArrayList<>(2);
      map.put(draft, edges);
    }
    edges.add(edge);
  }

  /** The threads that do nothing but keep the program alive, once a survey was told. */
  Keepers keepers() {
    return keepers;
  }

  /** Tells a survey. */
  void tell(Survey survey) {
    for (HeapThread thread : run.heap.threads()) {
      Draft draft = run.drafts.thread(thread);
      if (thread.frames().isEmpty() || draft.idle) {
        survey.idle(thread.id());
      }
      if (keepers.isKeeper(thread, survey)) {
        survey.harmless(thread.id());
      }
      if (waits(thread, draft)) {
        tell(survey, draft);
      }
    }
  }

  /** Tells only of the threads that wait. */
  void tellWaits(Waits waiters) {
    for (HeapThread thread : run.heap.threads()) {
      Draft draft = run.drafts.thread(thread);
      if (waits(thread, draft)) {
        tell(waiters, draft);
      }
    }
  }

  /** True when the thread waits without a limit. */
  private boolean waits(HeapThread thread, Draft draft) {
    if (draft.timed || thread.moved()) {
      return false;
    }
    Thread.State state = thread.state();
    return state == Thread.State.WAITING
        || state == Thread.State.BLOCKED
        || (state == Thread.State.TIMED_WAITING && isEndless(draft));
  }

  private boolean isEndless(Draft draft) {
    List<Edges.Pending> edges = waits.get(draft);
    for (int i = 0; edges != null && i < edges.size(); i++) {
      if (edges.get(i).endless) {
        return true; // if others have a limit, that is looked at with each of them
      }
    }
    return false;
  }

  private void tell(Waits survey, Draft draft) {
    List<Edges.Pending> edges = waits.get(draft);
    if (edges == null) {
      return;
    }
    List<Long> objects = new ArrayList<>();
    List<Long> threads = new ArrayList<>();
    for (Edges.Pending edge : edges) {
      if (edge.evidence() == Evidence.INFERRED && isSeen(edge, edges)) {
        continue;
      }
      boolean inferred = edge.evidence() == Evidence.INFERRED;
      if (edge.timed()
          || (inferred && run.heap.monitorOf(edge.to.object) == null)
          || !target(edge.to, objects, threads)) {
        return;
      }
      if (inferred) {
        concluded.add(draft.object);
      }
    }
    survey.waits(draft.object, array(objects), array(threads));
  }

  /** True when what is concluded here was read from the thing itself, too. */
  private static boolean isSeen(Edges.Pending inferred, List<Edges.Pending> edges) {
    for (Edges.Pending edge : edges) {
      if (edge.to == inferred.to && edge.evidence() != Evidence.INFERRED) {
        return true;
      }
    }
    return false;
  }

  /** Adds what has to be reached for the wait to end; false when that may come from anywhere. */
  private boolean target(Draft to, List<Long> objects, List<Long> threads) {
    if (to.kind == EntityKind.SOCKET || to.kind == EntityKind.TIMER || hasCome(to)) {
      return false;
    }
    if (to.thread != null) {
      threads.add(to.object);
      return true;
    }
    List<Edges.Pending> held = owners.get(to);
    boolean knownOwner = to.kind == EntityKind.LOCK && held != null && to.unknown == null;
    for (int i = 0; knownOwner && i < held.size(); i++) {
      Edges.Pending edge = held.get(i);
      knownOwner = edge.evidence() == Evidence.EXACT && edge.to.thread != null;
    }
    if (knownOwner && "locked".equals(to.state)) {
      for (Edges.Pending edge : held) {
        threads.add(edge.to.object); // only the owner can unlock it, whoever else knows it
      }
      return true;
    }
    if (to.object == 0) {
      return false;
    }
    objects.add(to.object);
    for (int i = 0; held != null && i < held.size(); i++) {
      if (held.get(i).evidence() == Evidence.INFERRED && held.get(i).to.thread != null) {
        threads.add(held.get(i).to.object); // it goes on if he does, or if anybody else has it
      }
    }
    return true;
  }

  /**
   * True when somebody was left waiting whose wait was only concluded from frames, at a monitor:
   * what comes of the search is then no more than likely. Who waits for anything else that was only
   * concluded counts as running.
   */
  boolean leansOnConclusions(Survey survey) {
    for (long thread : concluded) {
      if (!survey.lives(thread)) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when the wait is over and the thread has only not run since: it was woken a moment ago,
   * and whoever did that may have nothing to do with the thing any more.
   */
  private static boolean hasCome(Draft thing) {
    if (States.isOver(thing.state)) {
      return true;
    }
    switch (thing.state) {
      case "open":
      case "available":
        return true;
      case "free":
        return !thing.has(OwnAttributes.IN_OBJECT_WAIT);
      default:
        return thing.kind == EntityKind.LATCH && thing.state.isEmpty();
    }
  }

  private static long[] array(List<Long> list) {
    long[] array = new long[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
