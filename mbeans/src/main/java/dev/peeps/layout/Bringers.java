package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.reach.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what only a thread that waits for the outside can bring: a response that the thread of a
 * selector has to receive, a message for which a reader waits at a socket. It is what is within
 * reach of such threads ({@link Outsiders}) and of nobody else who will run: taken for threads that
 * never come back, nobody leads to it. What others can get at too is left alone.
 *
 * <p>Each finding is an edge {@code provided_by}, inferred; where several of them lead to the
 * thing, they are a choice. Who waits for events and not at a socket of its own gets the attribute
 * {@code outside}. What a thread that waits for time to pass can get at as well gets the attribute
 * {@code timerLeads}. Costs a search of the heap, one more where there are such threads, and one
 * for each group of those that wait outside where there are several; none while nothing of the kind
 * is waited for.
 */
final class Bringers {
  /** With more groups of threads than this nobody is named. */
  private static final int MOST_GROUPS = 6;

  /** With more edges than this one entity stands for all threads that may bring the same. */
  private static final int MOST_EDGES = 10_000;

  private final Run run;
  private final List<Draft> wanted = new ArrayList<>();

  /** By their numbers; null until somebody asks. */
  private BitSet withNeededWaiter;

  /** Null while nothing is wanted. */
  private Outsiders outsiders;

  private String problem = "";

  /** A search that takes threads for such as never come back. */
  interface Search {
    /**
     * Searches. What the search before has found may not be asked any more.
     *
     * @param asleep ids of Thread objects
     * @return what is within reach then; null when it could not be told
     */
    Found without(List<Long> asleep);

    /** Why it could not be told. */
    String problem();
  }

  /** What a search has found. */
  interface Found {
    Level level(long object);
  }

  Bringers(Run run) {
    this.run = run;
  }

  /**
   * Something that is waited for and within reach of somebody who will run. Whoever only waits for
   * work is left out: a lock, queue or permit counts when somebody waits for its waiter in turn.
   */
  void want(Draft thing) {
    switch (thing.kind) {
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
      case LATCH:
        wanted.add(thing);
        break;
      case LOCK:
      case SEMAPHORE:
      case CHANNEL:
      case CUSTOM:
        if (hasNeededWaiter(thing)) {
          wanted.add(thing);
        }
        break;
      default:
        break;
    }
  }

  /** Looked up for all things at once: each may have a hundred thousand waiters. */
  private boolean hasNeededWaiter(Draft thing) {
    if (withNeededWaiter == null) {
      withNeededWaiter = withNeededWaiter();
    }
    return withNeededWaiter.get(thing.number);
  }

  /** Things with a waiter that others wait for, or that holds what others wait for. */
  private BitSet withNeededWaiter() {
    List<Edges.Pending> edges = run.edges.pending();
    BitSet holders = new BitSet();
    for (Edges.Pending edge : edges) {
      if (edge.kind == EdgeKind.HELD_BY && edge.from.needed) {
        holders.set(edge.to.number);
      }
    }
    BitSet things = new BitSet();
    for (Edges.Pending edge : edges) {
      if (edge.kind == EdgeKind.NEEDS && (edge.from.needed || holders.get(edge.from.number))) {
        things.set(edge.to.number);
      }
    }
    return things;
  }

  /** Whether there is anything to look for. */
  boolean isNeeded() {
    if (wanted.isEmpty()) {
      return false;
    }
    outsiders = new Outsiders(run, wanted);
    return !outsiders.groups().isEmpty();
  }

  /** Searches, and adds what was found. To be called only when it is needed. */
  void find(Search search) {
    List<Draft> brought = new ArrayList<>();
    List<Draft> reached = new ArrayList<>();
    if (!part(search, /* timed= */ false, wanted, brought, reached)) {
      return;
    }
    int sure = brought.size();
    // What comes from outside may also end by a timer: that of a connection that is idle, say.
    if (!reached.isEmpty()
        && outsiders.haveTimers()
        && !part(search, /* timed= */ true, reached, brought, new ArrayList<>())) {
      return;
    }
    if (brought.isEmpty()) {
      return;
    }
    List<List<Draft>> groups = outsiders.groups();
    if (groups.size() > MOST_GROUPS) {
      problem = groups.size() + " groups of threads wait for it, more than " + MOST_GROUPS;
      return;
    }
    boolean timed = sure < brought.size();
    Map<Draft, List<Draft>> bringers = new LinkedHashMap<>();
    RemoteEnds ends = new RemoteEnds(run);
    for (List<Draft> group : groups) {
      boolean only = groups.size() == 1 && !timed;
      Found alone = only ? null : search.without(outsiders.but(group, timed));
      if (alone == null && !only) {
        problem = search.problem();
        return;
      }
      boolean any = false;
      for (Draft thing : brought) {
        if (alone == null || alone.level(thing.object) == Level.LIVE) {
          add(bringers, thing, group);
          any = true;
        }
      }
      if (any) {
        ends.tell(group, alone);
      }
    }
    say(bringers);
    for (Draft thing : brought.subList(sure, brought.size())) {
      if (bringers.containsKey(thing)) {
        thing.attribute(OwnAttributes.TIMER_LEADS, true);
      }
    }
  }

  /** Parts what only those who wait outside can get at from the rest; false when it cannot tell. */
  private boolean part(
      Search search, boolean timed, List<Draft> things, List<Draft> brought, List<Draft> rest) {
    Found without = search.without(outsiders.but(null, timed));
    if (without == null) {
      problem = search.problem();
      return false;
    }
    for (Draft thing : things) {
      Level level = without.level(thing.object);
      if (level == Level.LIVE) {
        rest.add(thing);
      } else if (level != Level.UNKNOWN) {
        brought.add(thing);
      }
    }
    return true;
  }

  private static void add(Map<Draft, List<Draft>> bringers, Draft thing, List<Draft> group) {
    List<Draft> known = bringers.get(thing);
    if (known == null) {
      known = new ArrayList<>();
      bringers.put(thing, known);
    }
    known.addAll(group);
  }

  /**
   * Says it with an edge to each of them. Where that would be an edge from each of very many things
   * to each of many threads, one entity stands for the threads.
   */
  private void say(Map<Draft, List<Draft>> bringers) {
    long edges = 0;
    for (List<Draft> threads : bringers.values()) {
      edges += threads.size();
    }
    Map<List<Draft>, Draft> groups = new HashMap<>();
    for (Map.Entry<Draft, List<Draft>> found : bringers.entrySet()) {
      List<Draft> threads = found.getValue();
      if (edges <= MOST_EDGES || threads.size() == 1) {
        say(found.getKey(), threads);
        continue;
      }
      Draft group = groups.get(threads);
      if (group == null) {
        String name = threads.size() + " threads that wait for events";
        group = run.drafts.group(groups.size() + 1, name);
        groups.put(threads, group);
        say(group, threads);
      }
      say(found.getKey(), List.of(group));
    }
  }

  private void say(Draft thing, List<Draft> bringers) {
    String choice = bringers.size() == 1 ? null : run.edges.newChoice();
    for (Draft bringer : bringers) {
      run.edges.add(
          new Edges.Pending(
              thing,
              bringer,
              EdgeKind.PROVIDED_BY,
              Evidence.INFERRED,
              Edge.RECEIVED,
              choice,
              false));
      if (!outsiders.isAtSocket(bringer) && bringer.kind == EntityKind.THREAD) {
        bringer.attribute(OwnAttributes.OUTSIDE, true);
      }
    }
  }

  /** Why nothing was found out; empty when it was. */
  String problem() {
    return problem;
  }

  /** Those of these that nobody is known to owe and that somebody who will run can get at. */
  static Bringers of(Run run, Collection<Draft> awaited, Found found) {
    Bringers bringers = new Bringers(run);
    Set<Draft> answered = new HashSet<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind.isBlocking()) {
        answered.add(edge.from);
      }
    }
    for (Draft thing : awaited) {
      if (!answered.contains(thing) && found.level(thing.object) == Level.LIVE) {
        bringers.want(thing);
      }
    }
    return bringers;
  }
}
