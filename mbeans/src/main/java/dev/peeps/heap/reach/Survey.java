package dev.peeps.heap.reach;

/**
 * Who can still be woken, by reachability to a fixpoint, as the garbage collector of Go finds
 * leaked goroutines: G. Saioc, D. Shirchenko, M. Chabbi, Dynamic Partial Deadlock Detection and
 * Recovery via Garbage Collection (ASPLOS 2025).
 *
 * <p>Roots are what the JVM and native code refer to, all classes, and the stacks of all threads
 * but those that wait for an object of this heap. What these refer to is reached. A waiting
 * thread's stack counts as soon as one of the objects that it waits for is reached, or one of the
 * threads that it waits for lives; then the search goes on from there, until nothing changes. Who
 * is left waits for what nobody can get at who will ever run.
 *
 * <p>What is in a queue is used by who takes from it ({@link #feeds}): it leads on once one of
 * those will run.
 *
 * <p>Six searches, each going on from the one before, give each object its {@link Level}: without
 * the static fields of the application, with them, with the shutdown hooks and what is registered
 * as an MBean, with weak and soft references, with the queues that nobody takes from any more, and
 * with the stacks of all that are left. Phantom references give their referents to nobody, nor do
 * final ones but after {@link #finalizes}.
 *
 * <p>Set it up with {@link #waits}, {@link #watch} and {@link #idle}, then {@link #run} once, then
 * ask. Cost: each reference is looked at once; 4 bytes an object. Not safe for use by several
 * threads.
 */
public final class Survey implements Waits, ByQueue, StandardInput {
  private final WholeHeap heap;
  private final Walk walk;
  private final Watched watched;
  private final Sleepers sleepers;
  private final boolean[] idle;
  private final boolean[] harmless;
  private boolean cleans = true;
  private boolean finalizes;
  private Level level = Level.LIVE;

  /** That from which the search goes on, while it is at {@link Level#QUEUED}. */
  private int queue;

  private boolean applicationRuns;
  private Holders holders;

  /**
   * @throws NotEnoughMemory when it would take more than the heap was allowed
   */
  public Survey(WholeHeap heap) throws NotEnoughMemory {
    this.heap = heap;
    try {
      this.walk = new Walk(heap, this::reached);
    } catch (Budget.Exceeded e) {
      throw new NotEnoughMemory(e.getMessage());
    }
    this.watched = new Watched(heap);
    this.sleepers = new Sleepers(heap, walk, watched);
    this.idle = new boolean[sleepers.size()];
    this.harmless = new boolean[sleepers.size()];
  }

  /** Asks about an object; one that the heap does not have is no harm. */
  public void watch(long object) {
    int rank = heap.ranks.rank(object);
    if (rank >= 0) {
      watched.add(rank, walk);
    }
  }

  /**
   * Says that a thread waits until one of these objects is used by somebody or one of these threads
   * goes on. One that waits for nothing that the heap has counts as running; so does one of which
   * nothing is said.
   *
   * @param thread id of its Thread object
   * @param objects ids of objects of this heap
   * @param threads ids of Thread objects
   */
  @Override
  public void waits(long thread, long[] objects, long[] threads) {
    sleepers.waits(thread, objects, threads);
  }

  @Override
  public void mounts(long thread, long[] carriers) {
    sleepers.waits(thread, new long[0], carriers);
  }

  @Override
  public void awaitsClass(long thread, long[] initialisers) {
    sleepers.waits(thread, new long[0], initialisers);
  }

  /** Nothing is held back when the heap does not have the queue or one of the threads. */
  @Override
  public void feeds(long queue, long[] threads) {
    sleepers.feeds(queue, threads);
  }

  /**
   * Says that a thread is to be taken for one that never comes back from outside the JVM. The
   * question is then who else can bring what it can, so phantom and final references count for
   * nothing: what they have is for when nobody else has it. Nor do static fields of the JDK's: what
   * anybody could look up there is brought by who has it on his stack.
   */
  public void call(long thread) {
    cleans = false;
    int number = heap.stacks.find(thread);
    if (number >= 0) {
      sleepers.waits(number);
    }
  }

  /**
   * Says that a thread does nothing, or nothing but work of the JVM. If it is one of the JVM's own,
   * it will run no code of the application's.
   */
  public void idle(long thread) {
    int number = heap.stacks.find(thread);
    if (number >= 0) {
      idle[number] = true;
    }
  }

  /** Says that a thread will never run any code of the application's, whosever it is. */
  public void harmless(long thread) {
    int number = heap.stacks.find(thread);
    if (number >= 0) {
      harmless[number] = true;
    }
  }

  @Override
  public boolean knowsStandardInput(long thread) {
    int number = heap.stacks.find(thread);
    return number >= 0 && heap.refersToStandardInput(number);
  }

  /**
   * Says that whatever has a finalize() counts as reached by it: to be called when {@link
   * #leavesToFinalize} in a search without.
   */
  public void finalizes() {
    finalizes = true;
  }

  /**
   * True when the search has met what nobody has any more, not even a thread that waits for ever,
   * and what has a finalize(): that will run, and may do anything. Then the search has to be made
   * again ({@link #finalizes}). Whatever somebody has on his stack, for how long he may wait, is
   * never finalized.
   */
  public boolean leavesToFinalize() {
    if (finalizes || !cleans) {
      return false;
    }
    for (int i = 0; i < heap.finalizers.size(); i++) {
      int reference = heap.finalizers.get(i);
      int place = heap.references.start(reference);
      for (boolean more = place != 0; more; place++) {
        int target = heap.references.at(place);
        if (!walk.isReached(References.target(target))) {
          return true;
        }
        more = !References.isLast(target);
      }
    }
    return false;
  }

  /** Gives back the memory of the search; nothing may be asked any more. */
  public void discard() {
    walk.discard(heap);
  }

  /** Searches. */
  public void run() {
    for (int i = 0; !cleans && i < heap.cleanups.size(); i++) {
      walk.leaveOut(heap.cleanups.get(i));
    }
    for (int i = 0; !finalizes && i < heap.finalizers.size(); i++) {
      walk.leaveOut(heap.finalizers.get(i));
    }
    fromRootsAndThreads();
    fromStaticFields();
    fromLessAndLess();
    level = Level.QUEUED;
    for (int feed = 0; feed < sleepers.feeds(); feed++) {
      queue = sleepers.queue(feed);
      walk.release(queue);
      walk.root(queue, Walk.FIRST_THREAD - sleepers.taker(feed)); // he at least knows it
      walk.run();
    }
    holders = Holders.of(heap, walk, sleepers, watched);
    level = Level.WAITERS;
    sleepers.stacksOfAsleep();
    walk.run();
    watched.findHandedOut(walk);
  }

  private void fromRootsAndThreads() {
    for (int type = 0; type < heap.classes.size(); type++) {
      int rank = heap.ranks.rank(heap.classes.id(type));
      if (rank >= 0) {
        walk.root(rank, Walk.CLASS);
        if (cleans && isLibrarys(type, rank)) {
          walk.special(rank);
        }
      }
    }
    for (int root = 0; root < heap.roots.size(); root++) {
      walk.root(heap.roots.get(root), Walk.NATIVE);
    }
    sleepers.wakeRunning();
    walk.run();
    for (int thread = 0; thread < sleepers.size() && !applicationRuns; thread++) {
      boolean serves =
          harmless[thread]
              || heap.stacks.isRegistrys(thread)
              || (idle[thread] && heap.isSystems(thread));
      applicationRuns = sleepers.lives(thread) && !serves;
    }
  }

  private void fromStaticFields() {
    level = Level.STATIC;
    for (int type = 0; !cleans && type < heap.classes.size(); type++) {
      int rank = heap.ranks.rank(heap.classes.id(type));
      if (rank >= 0 && isLibrarys(type, rank)) {
        walk.special(rank);
      }
    }
    for (int type : heap.applications) {
      walk.special(type);
    }
    walk.run();
  }

  /** From shutdown hooks and MBeans, then from weak and soft references. */
  private void fromLessAndLess() {
    level = Level.SHUTDOWN;
    if (heap.shutdown >= 0) {
      walk.special(heap.shutdown);
    }
    for (int i = 0; i < heap.registered.size(); i++) {
      walk.special(heap.registered.get(i));
    }
    walk.run();
    level = Level.WEAK;
    walk.followSpecial();
    for (int i = 0; i < heap.weak.size(); i++) {
      walk.special(heap.weak.get(i));
    }
    walk.run();
  }

  /** True for a class of the JDK's, whose static fields lead to what threads will run at once. */
  private boolean isLibrarys(int type, int rank) {
    return rank != heap.shutdown
        && heap.classes.record(type) != null
        && !heap.classes.isApplications(heap.classes.record(type));
  }

  private void reached(int rank) {
    int number = watched.number(rank);
    watched.reached(number, level);
    if (level == Level.QUEUED) {
      watched.reachedOver(number, queue);
    } else if (level != Level.WAITERS) {
      sleepers.wakeWaiters(number);
    }
  }

  /** By whom an object that was asked about is within reach; UNKNOWN for others. */
  public Level level(long object) {
    int number = watched.find(object);
    return number < 0 ? Level.UNKNOWN : watched.level(number);
  }

  @Override
  public long queueOf(long object) {
    int number = watched.find(object);
    int found = number < 0 ? number : watched.queue(number);
    return found < 0 ? 0 : heap.ranks.id(found);
  }

  /** True when the thread will run, or may for all that is known. */
  public boolean lives(long thread) {
    int number = heap.stacks.find(thread);
    return number < 0 || sleepers.lives(number);
  }

  /**
   * True when some thread that will run may run code of the application's, and so use its static
   * fields. False when only threads of the JVM's own are left.
   */
  public boolean applicationRuns() {
    return applicationRuns;
  }

  /**
   * Threads whose stacks still lead to an object that nobody else can reach, by the ids of their
   * Thread objects; empty when none does. Those that wait for the object itself are among them.
   */
  public long[] holders(long object) {
    int number = watched.find(object);
    return number < 0 ? new long[0] : holders.of(number);
  }

  /**
   * True when garbage refers to an object: somebody had it and has let go of it. False says
   * nothing, since garbage goes away.
   */
  public boolean wasHandedOut(long object) {
    int number = watched.find(object);
    return number >= 0 && watched.wasHandedOut(number);
  }

  /** False when the search for {@link #holders} was given up because there were too many. */
  public boolean holdersKnown() {
    return holders.complete();
  }

  /** The way from a root to an object; null when it was not reached. */
  Trail trail(long object) {
    int rank = heap.ranks.rank(object);
    return rank < 0 || !walk.isReached(rank) ? null : Trail.of(heap, walk, rank);
  }
}
