package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.reach.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
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
 * {@code outside}. Costs a search of the heap, and one more for each group of such threads where
 * there are several groups; none while nothing of the kind is waited for.
 */
final class Bringers {
  /** With more groups of threads than this nobody is named. */
  private static final int MOST_GROUPS = 6;

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
     * Searches.
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
    outsiders = new Outsiders(run);
    return !outsiders.groups().isEmpty();
  }

  /** Searches, and adds what was found. To be called only when it is needed. */
  void find(Search search) {
    Found without = search.without(outsiders.but(null));
    if (without == null) {
      problem = search.problem();
      return;
    }
    List<Draft> brought = new ArrayList<>();
    for (Draft thing : wanted) {
      Level level = without.level(thing.object);
      if (level != Level.LIVE && level != Level.UNKNOWN) {
        brought.add(thing);
      }
    }
    List<List<Draft>> groups = outsiders.groups();
    if (brought.isEmpty()) {
      return;
    }
    if (groups.size() > MOST_GROUPS) {
      problem = groups.size() + " groups of threads wait for it, more than " + MOST_GROUPS;
      return;
    }
    Map<Draft, List<Draft>> bringers = new LinkedHashMap<>();
    for (List<Draft> group : groups) {
      Found alone = groups.size() == 1 ? null : search.without(outsiders.but(group));
      if (alone == null && groups.size() > 1) {
        problem = search.problem();
        return;
      }
      for (Draft thing : brought) {
        if (alone == null || alone.level(thing.object) == Level.LIVE) {
          add(bringers, thing, group);
        }
      }
    }
    for (Map.Entry<Draft, List<Draft>> found : bringers.entrySet()) {
      say(found.getKey(), found.getValue());
    }
  }

  private static void add(Map<Draft, List<Draft>> bringers, Draft thing, List<Draft> group) {
    List<Draft> known = bringers.get(thing);
    if (known == null) {
      known = new ArrayList<>();
      bringers.put(thing, known);
    }
    known.addAll(group);
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
