package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.States;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.Waits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which threads wait for ever for what is inside the process. Of all others it counts that they
 * will run: those that wait with a timeout, for the outside, in native code, or for something that
 * is not known, or only concluded and no monitor.
 */
final class Waiting {
  private static final long[] NONE = {};
  private static final EdgesByFrom.Choice UNMOUNTED = new OfQueuedThreads();

  private final Run run;
  private final boolean concluding;

  /** Whose waits with a limit count as such without; null when nobody's do. */
  private final LimitedWaiters limited;

  private final Keepers keepers = new Keepers();
  private final List<Long> concluded = new ArrayList<>(0);
  private final EdgesByFrom waits;
  private final EdgesByFrom owners;

  /** What the wait of one thread is for, and how much of each array counts. */
  private long[] objects = new long[4];

  private int objectCount;
  private long[] threads = new long[4];
  private int threadCount;

  Waiting(Run run) {
    this(run, false);
  }

  /**
   * @param limited whose waits with a limit count as such without
   */
  Waiting(Run run, LimitedWaiters limited) {
    this(run, false, limited);
  }

  /**
   * @param concluding whether who was only concluded to wait for something waits for it; else he
   *     counts as running. The question who brings a thing leads nowhere while its waiters might.
   */
  Waiting(Run run, boolean concluding) {
    this(run, concluding, null);
  }

  private Waiting(Run run, boolean concluding, LimitedWaiters limited) {
    this.run = run;
    this.concluding = concluding;
    this.limited = limited;
    List<Edges.Pending> edges = run.edges.pending();
    int drafts = run.drafts.all().size();
    waits = new EdgesByFrom(edges, drafts, new OfThreads());
    owners = new EdgesByFrom(edges, drafts, new Owners());
  }

  // No lambdas here: on the path of every dump, the first of a JVM costs it more than all the rest.
  private static final class OfThreads implements EdgesByFrom.Choice {
    @Override
    public boolean takes(Edges.Pending edge) {
      return edge.kind == EdgeKind.NEEDS && edge.from.thread != null && !Edges.goesOn(edge);
    }
  }

  private static final class OfExecutors implements EdgesByFrom.Choice {
    @Override
    public boolean takes(Edges.Pending edge) {
      return edge.kind == EdgeKind.PROVIDED_BY && edge.from.kind == EntityKind.EXECUTOR;
    }
  }

  private static final class OfQueuedThreads implements EdgesByFrom.Choice {
    @Override
    public boolean takes(Edges.Pending edge) {
      return edge.kind == EdgeKind.PROVIDED_BY
          && edge.to.kind == EntityKind.EXECUTOR
          && edge.from.thread != null
          && Carriers.isUnmounted(edge.from.thread);
    }
  }

  private static final class Owners implements EdgesByFrom.Choice {
    @Override
    public boolean takes(Edges.Pending edge) {
      return edge.kind == EdgeKind.HELD_BY;
    }
  }

  /** The threads that do nothing but keep the program alive, once a survey was told. */
  Keepers keepers() {
    return keepers;
  }

  /** Tells a survey. */
  void tell(Survey survey) {
    IdleWorkers workers = new IdleWorkers(run);
    List<HeapThread> all = run.heap.threads();
    for (int i = 0; i < all.size(); i++) {
      HeapThread thread = all.get(i);
      Draft draft = run.drafts.threads().get(i);
      if (thread.frames().isEmpty() || draft.idle) {
        survey.idle(thread.id());
      }
      if (keepers.isKeeper(thread, survey) || workers.has(i)) {
        survey.harmless(thread.id());
      }
      if (waits(thread, draft)) {
        tell(survey, draft);
      }
    }
    tellUnmounted(survey);
    tellQueues(survey);
  }

  /** Tells of virtual threads that go on when one of some carriers does. */
  private void tellUnmounted(Waits survey) {
    List<Edges.Pending> edges = run.edges.pending();
    Choices choices = null;
    for (Edges.Pending edge : edges) {
      if (UNMOUNTED.takes(edge)) {
        choices = choices == null ? new Choices() : choices;
        long[] carriers = choices.of(edge.to);
        if (carriers.length > 0) {
          survey.mounts(edge.from.object, carriers);
        }
      }
    }
  }

  /** The only workers of executors, each looked up once: a crowd waits for the same. */
  private final class Choices {
    private final EdgesByFrom workers =
        new EdgesByFrom(run.edges.pending(), run.drafts.all().size(), new OfExecutors());
    private Draft last;
    private long[] its;

    long[] of(Draft executor) {
      if (last != executor) {
        last = executor;
        its = onlyWorkers(executor, workers);
      }
      return its;
    }
  }

  /** Tells who alone takes from queues. */
  private void tellQueues(Waits survey) {
    List<Edges.Named> queues = run.edges.queues();
    if (queues.isEmpty()) {
      return;
    }
    EdgesByFrom workers =
        new EdgesByFrom(run.edges.pending(), run.drafts.all().size(), new OfExecutors());
    for (Edges.Named queue : queues) {
      long[] only = onlyWorkers(queue.of, workers);
      if (only.length > 0) {
        survey.feeds(queue.object, only);
      }
    }
  }

  /** The threads without which nothing that is queued in an executor runs; empty if not known. */
  private long[] onlyWorkers(Draft executor, EdgesByFrom workers) {
    threadCount = 0;
    for (int i = workers.start(executor); i < workers.end(executor); i++) {
      Edges.Pending edge = workers.get(i);
      if (edge.to.thread == null || edge.evidence() != Evidence.EXACT) {
        return new long[0];
      }
      addThread(edge.to.object);
    }
    return Arrays.copyOf(threads, threadCount);
  }

  /** Tells only of the threads that wait, and of who takes from queues. */
  void tellWaits(Waits waiters) {
    List<HeapThread> all = run.heap.threads();
    for (int i = 0; i < all.size(); i++) {
      Draft draft = run.drafts.threads().get(i);
      if (waits(all.get(i), draft)) {
        tell(waiters, draft);
      }
    }
    tellUnmounted(waiters);
    tellQueues(waiters);
  }

  /** True when the thread waits without a limit. */
  private boolean waits(HeapThread thread, Draft draft) {
    if (draft.timed || thread.moved()) {
      return false;
    }
    Thread.State state = thread.state();
    if (state == Thread.State.RUNNABLE) {
      return isBeforeAClass(draft);
    }
    return state == Thread.State.WAITING
        || state == Thread.State.BLOCKED
        || (state == Thread.State.TIMED_WAITING && (isEndless(draft) || isLimited(draft)));
  }

  private boolean isLimited(Draft draft) {
    return limited != null && limited.has(draft);
  }

  /**
   * True for one who waits for a static initialiser that another thread runs: RUNNABLE all the
   * same.
   */
  private boolean isBeforeAClass(Draft draft) {
    int end = waits.end(draft);
    for (int i = waits.start(draft); i < end; i++) {
      if (isClass(waits.get(i).to) && waits.get(i).evidence() == Evidence.EXACT) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClass(Draft lock) {
    return lock.kind == EntityKind.LOCK && lock.object == 0 && "running".equals(lock.state);
  }

  private boolean isEndless(Draft draft) {
    int end = waits.end(draft);
    for (int i = waits.start(draft); i < end; i++) {
      if (waits.get(i).endless) {
        return true; // if others have a limit, that is looked at with each of them
      }
    }
    return false;
  }

  private void tell(Waits survey, Draft draft) {
    int end = waits.end(draft);
    if (waits.start(draft) == end) {
      return;
    }
    objectCount = threadCount = 0;
    for (int i = waits.start(draft); i < end; i++) {
      Edges.Pending edge = waits.get(i);
      boolean seen = edge.evidence() == Evidence.INFERRED && isSeen(edge);
      if (seen || isJoined(draft, edge.to) || (edge.timed() && isLooped(draft, edge.to))) {
        continue;
      }
      boolean inferred = edge.evidence() == Evidence.INFERRED;
      if ((edge.timed() && !isLimited(draft))
          || (inferred && !concluding && run.heap.monitorOf(edge.to.object) == null)
          || !target(edge.to)) {
        return;
      }
      if (inferred) {
        concluded.add(draft.object);
      }
    }
    long[] others = threadCount == 0 ? NONE : Arrays.copyOf(threads, threadCount);
    if (draft.thread.state() == Thread.State.RUNNABLE) {
      survey.awaitsClass(draft.object, others);
    } else {
      survey.waits(draft.object, Arrays.copyOf(objects, objectCount), others);
    }
  }

  /** True when what is concluded here was read from the thing itself, too. */
  private boolean isSeen(Edges.Pending inferred) {
    int end = waits.end(inferred.from);
    for (int i = waits.start(inferred.from); i < end; i++) {
      Edges.Pending edge = waits.get(i);
      if (edge.to == inferred.to && edge.evidence() != Evidence.INFERRED) {
        return true;
      }
    }
    return false;
  }

  /**
   * True for the monitor of a thread whose end is waited for, as Thread.join does: others can get
   * at every Thread object, and it is the thread that counts.
   */
  private boolean isJoined(Draft waiter, Draft monitor) {
    if (monitor.thread != null || run.heap.threadOf(monitor.object) == null) {
      return false; // no monitor of a thread: one who needs many things is asked of each
    }
    for (int i = waits.start(waiter); i < waits.end(waiter); i++) {
      Draft other = waits.get(i).to;
      if (other.thread != null && other.object == monitor.object) {
        return true;
      }
    }
    return false;
  }

  /** True for the wait with a limit of a loop around it that has none, at the same object. */
  private boolean isLooped(Draft waiter, Draft monitor) {
    for (int i = waits.start(waiter); i < waits.end(waiter); i++) {
      if (waits.get(i).endless && waits.get(i).to.object == monitor.object) {
        return true;
      }
    }
    return false;
  }

  /** Adds what has to be reached for the wait to end; false when that may come from anywhere. */
  private boolean target(Draft to) {
    if (to.kind == EntityKind.SOCKET || to.kind == EntityKind.TIMER || hasCome(to)) {
      return false;
    }
    if (to.thread != null) {
      addThread(to.object);
      return true;
    }
    int first = owners.start(to);
    int end = owners.end(to);
    boolean knownOwner = to.kind == EntityKind.LOCK && first < end && to.unknown == null;
    for (int i = first; knownOwner && i < end; i++) {
      Edges.Pending edge = owners.get(i);
      knownOwner = edge.evidence() == Evidence.EXACT && edge.to.thread != null;
    }
    if (knownOwner && ("locked".equals(to.state) || isClass(to))) {
      for (int i = first; i < end; i++) {
        addThread(owners.get(i).to.object); // only the owner can unlock it, whoever else knows it
      }
      return true;
    }
    if (to.object == 0) {
      return false;
    }
    addObject(to.object);
    for (int i = first; i < end; i++) {
      Edges.Pending edge = owners.get(i);
      if (edge.evidence() == Evidence.INFERRED && edge.to.thread != null) {
        addThread(edge.to.object); // it goes on if he does, or if anybody else has it
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

  private void addObject(long id) {
    objects = objectCount < objects.length ? objects : Arrays.copyOf(objects, 2 * objectCount);
    objects[objectCount++] = id;
  }

  private void addThread(long id) {
    threads = threadCount < threads.length ? threads : Arrays.copyOf(threads, 2 * threadCount);
    threads[threadCount++] = id;
  }
}
