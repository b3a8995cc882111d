package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may release, complete or fill what records no owner: whoever has a reference to it. A latch
 * does not say who will count it down, but only somebody who knows it can. Looked for are threads,
 * by the locals of their frames, tasks in the queues of executors, and tasks that call something
 * when they go on, each through at most {@value #DEPTH} objects of the application, wrappers around
 * a task not counted; who waits for the thing is left out.
 *
 * <p>Nothing is looked for while nothing without an owner is waited for. Not all who know a thing
 * are seen: statics, maps and what lies deeper are not.
 */
final class Knowers {
  private static final int DEPTH = 3;

  /** Of one thread or task. */
  private static final int OBJECTS = 2000;

  /** A thing that more know than this is everybody's, and nothing follows from it. */
  private static final int MOST = 1000;

  private static final int LONG_ARRAY = 1000;

  private final Run run;
  private final IdentityHashMap<Draft, Set<Draft>> waiters = new IdentityHashMap<>();
  private final IdentityHashMap<Draft, List<Knower>> found = new IdentityHashMap<>();
  private final IdentityHashMap<Draft, Draft> soleThings = new IdentityHashMap<>(2);
  private final Fellows fellows;
  private final Dependents dependents;

  /**
   * Whether the search from a thread's own frames has met the latch or future that it waits for.
   */
  private boolean named;

  Knowers(Run run) {
    this.run = run;
    this.fellows = new Fellows(run);
    this.dependents = new Dependents(run);
  }

  /** Adds a {@code known_to} edge for each that is found. */
  void read() {
    targets();
    if (waiters.isEmpty()) {
      return;
    }
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.PROVIDED_BY
          && edge.to.kind == EntityKind.EXECUTOR
          && edge.from.kind != EntityKind.CHANNEL) {
        long start = edge.named != 0 ? edge.named : edge.from.object;
        search(edge.from, new long[] {start}, Start.TASK);
      }
    }
    findSoleThings();
    for (Edges.Named callback : run.edges.callbacks()) {
      search(callback.of, new long[] {callback.object}, Start.CALLBACK);
    }
    for (HeapThread thread : run.heap.threads()) {
      if (!thread.moved() && thread.stackKnown() && thread.localsKnown()) {
        thread(thread);
      }
    }
    for (Draft thing : run.drafts.all()) {
      List<Knower> knowers = found.get(thing);
      if (knowers != null && knowers.size() <= MOST) {
        for (Knower knower : knowers) {
          run.edges.add(
              new Edges.Pending(
                  thing,
                  knower.who,
                  EdgeKind.KNOWN_TO,
                  Evidence.INFERRED,
                  knower.given ? Edge.GIVEN : "refers to it",
                  null,
                  false));
        }
      }
    }
  }

  /** What is waited for and has no edge to anybody who owes it. */
  private void targets() {
    for (Edges.Pending edge : run.edges.pending()) {
      edge.from.owed |= edge.kind.isBlocking();
    }
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS && !edge.to.owed && isOwnerless(edge.to)) {
        waiters(edge.to).add(edge.from);
      }
    }
  }

  // No lambdas here: on the path of every dump, the first of a JVM costs it more than all the rest.
  private Set<Draft> waiters(Draft thing) {
    Set<Draft> known = waiters.get(thing);
    if (known == null) {
      known = Collections.newSetFromMap(new IdentityHashMap<>(2));
      waiters.put(thing, known);
    }
    return known;
  }

  private static boolean isOwnerless(Draft thing) {
    return thing.kind.isBrought() || (thing.kind == EntityKind.CUSTOM && thing.unknown != null);
  }

  private void thread(HeapThread thread) {
    Draft draft = run.drafts.thread(thread);
    search(draft, locals(thread, /* own= */ false), Start.FRAMES);
    Draft sole = soleThings.get(draft);
    if (sole != null) {
      long[] own = locals(thread, /* own= */ true);
      named = false;
      for (long local : own) {
        // The fields of a class of its own are not looked at.
        named |= local == thread.id() && !FrameRules.isJdk(draft.type);
      }
      search(draft, own, Start.OWN_FRAMES);
      if (!named) {
        sole.attribute(OwnAttributes.UNNAMED, true);
      }
    }
  }

  /**
   * What the frames of a thread refer to.
   *
   * @param own whether frames of the JDK are left out
   */
  private static long[] locals(HeapThread thread, boolean own) {
    List<HeapFrame> frames = thread.frames();
    long[] starts = new long[16];
    int count = 0;
    for (int frame = 0; frame < frames.size(); frame++) {
      if (own && FrameRules.isJdk(frames.get(frame).className())) {
        continue;
      }
      for (long local : frames.get(frame).locals()) {
        starts = count < starts.length ? starts : Arrays.copyOf(starts, count * 2);
        starts[count++] = local;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** Latches and futures for which one platform thread waits and nobody else, by that thread. */
  private void findSoleThings() {
    for (Map.Entry<Draft, Set<Draft>> awaited : waiters.entrySet()) {
      if (mayKeepAlive(awaited.getKey().kind) && awaited.getValue().size() == 1) {
        Draft waiter = awaited.getValue().iterator().next();
        if (waiter.kind == EntityKind.THREAD) {
          soleThings.put(waiter, awaited.getKey());
        }
      }
    }
  }

  private static boolean mayKeepAlive(EntityKind kind) {
    return kind == EntityKind.LATCH || kind == EntityKind.FUTURE;
  }

  /**
   * Breadth first, so that what was handed over directly is met as such. Of a callback only that
   * counts: there may be as many as futures.
   */
  private void search(Draft who, long[] starts, Start from) {
    boolean task = from == Start.TASK || from == Start.CALLBACK;
    LongMap<Object> seen = new LongMap<>();
    Deque<long[]> open = new ArrayDeque<>();
    for (long start : starts) {
      if (seen.put(start, this) == null) {
        if (!task) {
          meet(who, start, false, null, from);
        }
        open.add(new long[] {start, 0, task ? 1 : 0});
      }
    }
    int looked = 0;
    while (!open.isEmpty() && looked++ < OBJECTS && run.step()) {
      long[] next = open.remove();
      HeapObject object = run.object(next[0]);
      if (object == null || !isLookedThrough(object, next[2] == 1 && next[1] == 0)) {
        continue;
      }
      boolean start = next[1] == 0 && next[2] == 1;
      // A wrapper around the task, of the JDK or a lambda, is not one hand more.
      boolean adapter =
          plan(object) != ClassPlan.NOTHING || object.type().name().contains("$$Lambda");
      // What stands in a collection belongs to all who share it.
      boolean given = next[2] == 1 && (adapter || start) && !plan(object).isCollection();
      for (long id : run.heap.references(next[0])) {
        if ((given || from != Start.CALLBACK) && seen.put(id, this) == null) {
          meet(who, id, given, task ? object : null, from);
          long depth = given && !start ? next[1] : next[1] + 1;
          if (depth <= DEPTH) {
            open.add(new long[] {id, depth, given ? 1 : 0});
          }
        }
      }
    }
  }

  /**
   * Objects of the application, and what a layout says leads from one thing to another. Entities
   * are ends, but for the queued task that the search begins with.
   */
  private boolean isLookedThrough(HeapObject object, boolean start) {
    if (run.heap.threadOf(object.id()) != null || object.length() > LONG_ARRAY) {
      return false;
    }
    ClassPlan plan = run.planOf(object.type());
    if (plan != ClassPlan.NOTHING) {
      return start || (plan.kind == null && !plan.isAlias());
    }
    return !FrameRules.isJdk(object.type().name());
  }

  private ClassPlan plan(HeapObject object) {
    return run.planOf(object.type());
  }

  /** Of a queued task, {@code by} is what refers to the thing. */
  private void meet(Draft who, long id, boolean given, HeapObject by, Start from) {
    HeapObject object = run.object(id);
    if (object == null) {
      return;
    }
    ClassPlan plan = run.planOf(object.type());
    if (plan.kind == null && !plan.isAlias()) {
      return;
    }
    Draft thing = run.drafts.of(Value.reference(id));
    Set<Draft> waiting = thing == null ? null : waiters.get(thing);
    if (from == Start.OWN_FRAMES) {
      named |= thing != null && thing == soleThings.get(who);
      return;
    }
    if (waiting == null || waiting.contains(who) || thing == who) {
      return;
    }
    if (from == Start.CALLBACK && dependents.isOne(who, thing)) {
      return;
    }
    if (by != null && fellows.isOne(by, id, thing, waiting)) {
      thing.attribute(OwnAttributes.QUEUED_WAITERS, fellows.count(thing));
      return;
    }
    List<Knower> knowers = found.get(thing);
    if (knowers == null) {
      knowers = new ArrayList<>();
      found.put(thing, knowers);
    }
    for (int place = knowers.size() - 1; place >= 0 && place > knowers.size() - 4; place--) {
      if (knowers.get(place).who == who) {
        return;
      }
    }
    knowers.add(new Knower(who, given));
  }

  private enum Start {
    FRAMES,
    OWN_FRAMES,
    TASK,
    CALLBACK
  }

  private static final class Knower {
    private final Draft who;
    private final boolean given;

    Knower(Draft who, boolean given) {
      this.who = who;
      this.given = given;
    }
  }
}
