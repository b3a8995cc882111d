package dev.peeps.heap.reach;

import java.util.Arrays;

/**
 * Threads of which it is said what they wait for and from which queues they take. All live but
 * those that wait; who is woken gives his stack to the walk, and his queues.
 */
final class Sleepers {
  private static final int NONE = -1;

  private final WholeHeap heap;
  private final Walk walk;
  private final Watched watched;

  /** Per watched object, the first of {@link #nextWait}, else NONE. */
  private final Ints firstWait = new Ints();

  private final Ints waitThreads = new Ints();
  private final Ints nextWait = new Ints();

  /** Per thread that somebody joins, likewise. */
  private final int[] firstJoin;

  /** Per thread that takes from queues, the first of {@link #nextFed}, else NONE. */
  private final int[] firstFed;

  private final Ints fedQueues = new Ints();
  private final Ints fedBy = new Ints();
  private final Ints nextFed = new Ints();
  private final boolean[] waiting;
  private final boolean[] lives;

  /** Threads that {@link #wake} has still to let run, while it is at work. */
  private final Ints woken = new Ints();

  private boolean waking;

  Sleepers(WholeHeap heap, Walk walk, Watched watched) {
    this.heap = heap;
    this.walk = walk;
    this.watched = watched;
    int threads = heap.stacks.size();
    this.firstJoin = new int[threads];
    Arrays.fill(firstJoin, NONE);
    this.firstFed = new int[threads];
    Arrays.fill(firstFed, NONE);
    this.waiting = new boolean[threads];
    this.lives = new boolean[threads];
  }

  /** See {@link Waits#waits}. */
  void waits(long thread, long[] objects, long[] threads) {
    int waiter = heap.stacks.find(thread);
    if (waiter < 0 || !knowsObjects(objects) || !knowsThreads(threads)) {
      return; // whoever has what is missing cannot be told
    }
    waiting[waiter] = objects.length + threads.length > 0;
    for (long object : objects) {
      int number = watched.add(heap.ranks.rank(object), walk);
      while (firstWait.size() < watched.size()) {
        firstWait.add(NONE);
      }
      firstWait.set(number, waits(waiter, firstWait.get(number)));
    }
    for (long other : threads) {
      int number = heap.stacks.find(other);
      firstJoin[number] = waits(waiter, firstJoin[number]);
    }
  }

  private int waits(int thread, int next) {
    waitThreads.add(thread);
    nextWait.add(next);
    return nextWait.size() - 1;
  }

  private boolean knowsObjects(long[] objects) {
    for (long object : objects) {
      if (heap.ranks.rank(object) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean knowsThreads(long[] threads) {
    for (long thread : threads) {
      if (heap.stacks.find(thread) < 0) {
        return false;
      }
    }
    return true;
  }

  /** See {@link Waits#feeds}; the walk holds the queue back until one of these is woken. */
  void feeds(long queue, long[] threads) {
    int rank = heap.ranks.rank(queue);
    if (rank < 0 || !knowsThreads(threads)) {
      return;
    }
    walk.hold(rank);
    for (long thread : threads) {
      int number = heap.stacks.find(thread);
      fedQueues.add(rank);
      fedBy.add(number);
      nextFed.add(firstFed[number]);
      firstFed[number] = fedQueues.size() - 1;
    }
  }

  /** It waits for something that is not of this heap. */
  void waits(int thread) {
    waiting[thread] = true;
  }

  /** How many times a queue and one who takes from it were said. */
  int feeds() {
    return fedQueues.size();
  }

  /** Rank of the queue that was said at that place. */
  int queue(int feed) {
    return fedQueues.get(feed);
  }

  /** Number of the thread that was said to take from it. */
  int taker(int feed) {
    return fedBy.get(feed);
  }

  /** Lets all run that wait for nothing. */
  void wakeRunning() {
    for (int thread = 0; thread < lives.length; thread++) {
      if (!waiting[thread]) {
        wake(thread);
      }
    }
  }

  /** Lets all run that wait for a watched object. */
  void wakeWaiters(int number) {
    int first = number < firstWait.size() ? firstWait.get(number) : NONE;
    for (int wait = first; wait != NONE; wait = nextWait.get(wait)) {
      wake(waitThreads.get(wait));
    }
  }

  /**
   * Lets a thread run. Its stack may reach what another waits for, which comes back here: that one
   * is only noted then, since chains of waiters are longer than any stack of ours.
   */
  private void wake(int first) {
    woken.add(first);
    if (waking) {
      return;
    }
    waking = true;
    for (int i = 0; i < woken.size(); i++) {
      int thread = woken.get(i);
      if (!lives[thread]) {
        lives[thread] = true;
        stack(thread);
        for (int fed = firstFed[thread]; fed != NONE; fed = nextFed.get(fed)) {
          walk.release(fedQueues.get(fed));
        }
        for (int wait = firstJoin[thread]; wait != NONE; wait = nextWait.get(wait)) {
          woken.add(waitThreads.get(wait));
        }
      }
    }
    woken.clear();
    waking = false;
  }

  /** Gives the walk what the stacks of all refer to that were not woken; they stay asleep. */
  void stacksOfAsleep() {
    for (int thread = 0; thread < lives.length; thread++) {
      if (!lives[thread]) {
        stack(thread);
      }
    }
  }

  private void stack(int thread) {
    int object = heap.ranks.rank(heap.stacks.object(thread));
    if (object >= 0) {
      walk.root(object, Walk.FIRST_THREAD - thread);
    }
    for (int place = heap.stacks.first(thread); place < heap.stacks.end(thread); place++) {
      walk.root(heap.stacks.target(place), Walk.FIRST_THREAD - thread);
    }
  }

  int size() {
    return lives.length;
  }

  boolean lives(int thread) {
    return lives[thread];
  }
}
