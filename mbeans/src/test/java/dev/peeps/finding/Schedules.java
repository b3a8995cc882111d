package dev.peeps.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A little machine with threads, locks, permits, queues, pools and futures that plays every
 * schedule, to tell who can finish in at least one. It knows nothing of graphs: threads take, keep
 * and give back.
 */
final class Schedules {
  enum ThingKind {
    /** Given when nobody has it any more. */
    LOCK,
    /** Given when one of those who have it gives back. */
    PERMIT,
    /** Done when all its sources are done and all its providers have finished. */
    ALL_OF,
    /** Done when one of its sources is done or one of its providers has finished. */
    ANY_OF,
    /** Queued in a pool: done when a worker of the pool, its threads, is free to run it. */
    QUEUED,
    /** Full: one who waits puts when somebody who takes from it, its threads, has gone on. */
    FULL
  }

  static final class Thing {
    final ThingKind kind;
    final List<Integer> threads = new ArrayList<>();
    final List<Integer> sources = new ArrayList<>();

    Thing(ThingKind kind) {
      this.kind = kind;
    }

    boolean isFuture() {
      return kind == ThingKind.ALL_OF || kind == ThingKind.ANY_OF || kind == ThingKind.QUEUED;
    }
  }

  static final class Worker {
    /** The thing it waits for, -1 when it runs. */
    int waitsFor = -1;

    /** Thread it waits for to end, -1 when none. */
    int joins = -1;

    boolean timed;

    /** It has ended, and gives back nothing that it still has. */
    boolean ended;
  }

  private static final int TOOK = 1;
  private static final int FINISHED = 2;

  final List<Worker> workers = new ArrayList<>();
  final List<Thing> things = new ArrayList<>();

  private final Set<List<Integer>> seen = new HashSet<>();
  private boolean[] finishes;
  private boolean[] completes;

  /** Plays; then {@link #finishes} and {@link #completes} answer. */
  void play() {
    finishes = new boolean[workers.size()];
    completes = new boolean[things.size()];
    seen.clear();
    play(new int[workers.size() + things.size()]);
  }

  boolean finishes(int worker) {
    return finishes[worker];
  }

  boolean completes(int thing) {
    return completes[thing];
  }

  /**
   * State: per worker 0 at first, TOOK or FINISHED; per thing 1 when it is a future that is done.
   */
  private void play(int[] state) {
    List<Integer> key = new ArrayList<>();
    Arrays.stream(state).forEach(key::add);
    if (!seen.add(key)) {
      return;
    }
    for (int worker = 0; worker < workers.size(); worker++) {
      step(state, worker);
    }
    for (int thing = 0; thing < things.size(); thing++) {
      int place = workers.size() + thing;
      if (things.get(thing).isFuture() && state[place] == 0 && isDone(state, thing)) {
        completes[thing] = true;
        play(changed(state, place, 1));
      }
    }
  }

  private void step(int[] state, int index) {
    Worker worker = workers.get(index);
    if (state[index] == FINISHED || worker.ended) {
      return;
    }
    boolean goesOn = state[index] == TOOK || worker.timed;
    goesOn |= worker.waitsFor < 0 && worker.joins < 0;
    goesOn |= worker.joins >= 0 && state[worker.joins] == FINISHED;
    goesOn |= worker.joins >= 0 && workers.get(worker.joins).ended;
    goesOn |= worker.waitsFor >= 0 && state[workers.size() + worker.waitsFor] == 1;
    if (goesOn) {
      finishes[index] = true;
      play(changed(state, index, FINISHED));
    } else if (worker.waitsFor >= 0 && mayTake(state, worker.waitsFor)) {
      play(changed(state, index, TOOK));
    }
  }

  private boolean mayTake(int[] state, int index) {
    Thing thing = things.get(index);
    if (thing.isFuture()) {
      return false;
    }
    int given = 0;
    for (int worker : thing.threads) {
      given += state[worker] == FINISHED ? 1 : 0;
    }
    int taken = 0;
    for (int worker = 0; worker < workers.size(); worker++) {
      taken += workers.get(worker).waitsFor == index && state[worker] == TOOK ? 1 : 0;
    }
    if (thing.kind == ThingKind.LOCK) {
      return given == thing.threads.size() && taken == 0;
    }
    return thing.threads.isEmpty() ? taken == 0 : given > taken;
  }

  private boolean isDone(int[] state, int index) {
    Thing thing = things.get(index);
    int met = 0;
    for (int worker : thing.threads) {
      met += state[worker] == FINISHED ? 1 : 0;
    }
    for (int source : thing.sources) {
      met += state[workers.size() + source];
    }
    int all = thing.threads.size() + thing.sources.size();
    return thing.kind == ThingKind.ALL_OF ? met == all : met > 0 || all == 0;
  }

  private static int[] changed(int[] state, int place, int value) {
    int[] next = state.clone();
    next[place] = value;
    return next;
  }
}
