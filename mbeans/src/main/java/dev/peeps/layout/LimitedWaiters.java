package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Threads that wait with a limit for what nobody is known to bring. Each of them will go on and may
 * do anything; but who waits in a loop ({@code while (!latch.await(10, SECONDS)) warn()}) comes
 * back, and then it counts who else can get at the thing. So these are searched for: things that,
 * taken such waits for ones without a limit, nobody leads to but who waits for them ({@link
 * Liveness#WAITERS}).
 *
 * <p>Only who waits for such a thing directly is taken so: all others who wait with a limit will
 * run. Whether a wait does begin again a second picture tells. Cost: one look at each edge.
 */
final class LimitedWaiters {
  private final List<Draft> things = new ArrayList<>();
  private final IdentityHashMap<Draft, Draft> waiters = new IdentityHashMap<>(0);

  /** Numbers of what more than one of them waits for. */
  private final BitSet shared = new BitSet();

  private boolean worth;

  LimitedWaiters(Run run) {
    List<Edges.Pending> edges = run.edges.pending();
    BitSet answered = new BitSet();
    BitSet needed = new BitSet();
    BitSet endless = new BitSet();
    for (int i = 0; i < edges.size(); i++) {
      Edges.Pending edge = edges.get(i);
      if (edge.kind.isBlocking()) {
        answered.set(edge.from.number);
        if (!edge.from.idle && !isMain(edge.from)) {
          needed.set(edge.to.number);
        }
        if (edge.kind == EdgeKind.NEEDS && !edge.timed()) {
          endless.set(edge.to.number);
        }
      }
    }
    BitSet holds = holds(edges, needed);
    IdentityHashMap<Draft, Draft> firstWaiters = new IdentityHashMap<>(0);
    for (int i = 0; i < edges.size(); i++) {
      Edges.Pending edge = edges.get(i);
      if (!isLimited(edge) || answered.get(edge.to.number) || !edge.to.kind.isBrought()) {
        continue;
      }
      waiters.put(edge.from, edge.to);
      Draft other = firstWaiters.get(edge.to);
      if (other == null) {
        firstWaiters.put(edge.to, edge.from);
        things.add(edge.to);
      } else if (other != edge.from) { // a wait may be said twice
        shared.set(edge.to.number);
      }
      worth |=
          speaksForItself(edge.to)
              || needed.get(edge.from.number)
              || holds.get(edge.from.number)
              || endless.get(edge.to.number);
    }
    worth = worth || isBusyWorkers(edges);
  }

  /** True when a worker behind which tasks are queued waits for what one of these may bring. */
  private boolean isBusyWorkers(List<Edges.Pending> edges) {
    if (things.isEmpty()) {
      return false;
    }
    BitSet busy = BusyWorkers.of(edges);
    for (Map.Entry<Draft, Draft> wait : waiters.entrySet()) {
      if (busy.get(wait.getKey().number) && isNoPause(wait.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Who has what somebody wants. */
  private static BitSet holds(List<Edges.Pending> edges, BitSet needed) {
    BitSet holds = new BitSet();
    for (int i = 0; i < edges.size(); i++) {
      Edges.Pending edge = edges.get(i);
      if (edge.kind == EdgeKind.HELD_BY && needed.get(edge.from.number)) {
        holds.set(edge.to.number);
      }
    }
    return holds;
  }

  private static boolean isMain(Draft waiter) {
    return waiter.thread != null && LiveLiveness.isMain(waiter.thread.frames());
  }

  /** True for what a thread waits for with a limit, and not for work. */
  static boolean isLimited(Edges.Pending edge) {
    return edge.kind == EdgeKind.NEEDS
        && edge.from.thread != null
        && edge.from.thread.state() == Thread.State.TIMED_WAITING
        && edge.timed()
        && !edge.from.timed
        && !edge.from.idle
        && edge.to.object != 0
        && edge.to.thread == null
        && !Edges.goesOn(edge);
  }

  /**
   * True for what nobody waits for to let time pass, as many do at a latch that says when to stop.
   */
  private static boolean speaksForItself(Draft thing) {
    Object count = thing.fact("count");
    return thing.kind == EntityKind.FUTURE
        || (thing.kind == EntityKind.LATCH && count instanceof Long && (Long) count > 1);
  }

  /**
   * True for what a queued task may be expected to bring. A latch for one count at which several
   * threads wait with a limit, and queued ones will, may be there to tell all of them to stop.
   */
  private boolean isNoPause(Draft thing) {
    return speaksForItself(thing) || (thing.kind == EntityKind.LATCH && !shared.get(thing.number));
  }

  /** Whether a search would tell anything that is more than possible. */
  boolean isWorthIt() {
    return worth;
  }

  /** What they wait for, each once. */
  List<Draft> things() {
    return things;
  }

  /** Those of {@link #things} that an executor owes when only its queue leads to them. */
  List<Draft> owed() {
    List<Draft> owed = new ArrayList<>(things.size());
    for (int i = 0; i < things.size(); i++) {
      if (isNoPause(things.get(i))) {
        owed.add(things.get(i));
      }
    }
    return owed;
  }

  /** True for one of these threads. */
  boolean has(Draft thread) {
    return waiters.containsKey(thread);
  }

  /**
   * True for who waits for a future, where what he is parked on is another thing each time that he
   * begins again.
   */
  boolean isParkedAnew(Draft thread) {
    Draft thing = waiters.get(thread);
    return thing != null && thing.kind == EntityKind.FUTURE;
  }
}
