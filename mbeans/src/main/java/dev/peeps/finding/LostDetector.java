package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what waits for something that nobody alive can ever bring: by reachability, which whoever
 * made the graph has looked into (attribute {@code liveness} of what is waited for), as the garbage
 * collector of Go finds leaked goroutines: Saioc, Shirchenko, Chabbi, Dynamic Partial Deadlock
 * Detection and Recovery via Garbage Collection (ASPLOS 2025).
 *
 * <ul>
 *   <li>Out of reach of all that runs, in a whole heap: {@link Certainty#PROVED}.
 *   <li>Held by a static field that nobody who runs can use, or by a weak reference: {@link
 *       Certainty#LIKELY}.
 *   <li>Only those who wait for it have it, with a limit, again and again: {@link LostWithLimit}.
 *   <li>Held by what runs when the JVM ends: {@link Certainty#POSSIBLE}.
 *   <li>Held by a static field, or nothing is known: {@link Certainty#POSSIBLE}, for futures and
 *       latches that threads wait for, and for permits in the first case.
 *   <li>What may be meant to wait for ever is {@link Certainty#POSSIBLE}, too: a consumer that
 *       nobody waits for, and a main thread that keeps the program alive.
 * </ul>
 *
 * <p>Linear in the edges, plus a traversal of what waits behind each finding.
 */
final class LostDetector implements Detector {
  /** Entities to look at for what waits behind all findings together. */
  private static final int BEHIND = 8_000_000;

  private static final String PENDING_AFTERWARDS = "pendingAfterwards";

  /** What is pending in the cut may have come, and be garbage, when the walk looks for it. */
  private static final String UNCONFIRMED =
      "no thread waits behind it that could be looked at again: it may have come meanwhile";

  private int budget;
  private int uncounted;
  private List<GraphNotice> notices = List.of();

  @Override
  public FindingKind kind() {
    return FindingKind.LOST;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "thing that will never come" : "things that will never come";
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    Graph graph = inquiry.graph();
    notices = List.of();
    if (graph.edges().isEmpty()) {
      return List.of();
    }
    budget = BEHIND;
    uncounted = 0;
    Map<String, List<Lost>> alike = new LinkedHashMap<>();
    Map<String, Verdict> verdicts = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (List<Lost> root : inquiry.things().roots()) {
      if (root.size() > 1) {
        findings.add(finding(inquiry, root, LostSentence.circle(graph, root), circle(graph, root)));
        continue;
      }
      Lost lost = root.get(0);
      boolean counts = isOfTasks(graph, lost) && !Internals.areAllBehind(graph, lost.thing);
      Verdict verdict = counts ? verdict(graph, lost) : null;
      if (verdict != null) {
        String key = key(lost, verdict);
        List<Lost> known = alike.get(key);
        if (known == null) {
          known = new ArrayList<>();
          alike.put(key, known);
          verdicts.put(key, verdict);
        }
        known.add(lost);
      }
    }
    for (Map.Entry<String, List<Lost>> group : alike.entrySet()) {
      List<Lost> things = group.getValue();
      String sentence = LostSentence.of(graph, things);
      findings.add(finding(inquiry, things, sentence, verdicts.get(group.getKey())));
    }
    findings.sort(new HeaviestFirst());
    List<GraphNotice> left = new ArrayList<>(2);
    if (uncounted > 0) {
      left.add(
          new GraphNotice(
              "",
              "behind-not-counted",
              uncounted,
              "What waits behind these findings was not counted: there are too many."));
    }
    if (inquiry.things().isPartial()) {
      left.add(
          new GraphNotice(
              "",
              "circles-not-searched",
              0,
              "Whether more of what is lost is held by who waits for it was not looked into: there"
                  + " is too much of it."));
    }
    notices = left;
    return findings;
  }

  @Override
  public List<GraphNotice> notices() {
    return notices;
  }

  /** Things of one kind, waited for at one place and held in one collection, are one finding. */
  private static String key(Lost lost, Verdict verdict) {
    return lost.reach
        + "|"
        + verdict.certainty
        + "|"
        + lost.thing.process()
        + "|"
        + lost.thing.type()
        + "|"
        + Site.of(lost.waiters)
        + "|"
        + lost.heldIn()
        + "|"
        + verdict.doubt;
  }

  /** How sure it is; null when there is nothing to say. */
  private static Verdict verdict(Graph graph, Lost lost) {
    boolean awaitedByThreads = awaitedByThreads(lost);
    switch (lost.reach) {
      case UNREACHED:
        String purpose = LostOnPurpose.why(graph, lost);
        if (!isWhole(graph, lost)) {
          return purpose.isEmpty()
              ? new Verdict(Certainty.LIKELY, "by a walk in the live JVM; --deep may prove it")
              : new Verdict(Certainty.POSSIBLE, purpose);
        }
        if (!awaitedByThreads) {
          return new Verdict(
              Certainty.LIKELY, "whoever holds what depends on it could complete that by hand");
        }
        return purpose.isEmpty()
            ? byLook(graph, lost, lost.exact)
            : new Verdict(Certainty.POSSIBLE, purpose);
      case UNUSED_STATIC:
        String idle = LostOnPurpose.whyOfDaemon(graph, lost);
        if (!idle.isEmpty()) {
          return new Verdict(Certainty.POSSIBLE, idle);
        }
        return new Verdict(
            Certainty.LIKELY,
            "reachable only from static field "
                + lost.heldIn()
                + ", which no runnable thread is using");
      case WEAK:
        if (!isBehindThread(graph, lost)) {
          return new Verdict(Certainty.POSSIBLE, "no thread waits for it: it may soon be garbage");
        }
        String use = LostOnPurpose.whyWeakly(graph, lost);
        return use.isEmpty()
            ? new Verdict(Certainty.LIKELY, "reachable only over a weak or soft reference")
            : new Verdict(Certainty.POSSIBLE, use);
      case QUEUED:
        return new Verdict(
            awaitedByThreads ? Certainty.LIKELY : Certainty.POSSIBLE,
            "only what is queued leads to it, in an executor whose workers all wait");
      case WAITERS:
        Certainty limited = LostWithLimit.certainty(graph, lost);
        return limited == null ? null : new Verdict(limited, LostWithLimit.doubt(graph, lost));
      case SHUTDOWN:
        return atTheEnd(graph, lost);
      default:
        EntityKind kind = lost.thing.kind();
        boolean speaksForItself =
            kind == EntityKind.FUTURE
                || kind == EntityKind.LATCH
                || (kind == EntityKind.SEMAPHORE && lost.reach == Lost.Reach.STATIC);
        boolean named = speaksForItself && awaitedByThreads && lost.thing.name().isEmpty();
        return !named || !LostOnPurpose.why(graph, lost).isEmpty()
            ? null
            : new Verdict(
                Certainty.POSSIBLE,
                lost.reach == Lost.Reach.STATIC
                    ? "a thread that runs may still use that field"
                    : "who is to complete it is not recorded");
    }
  }

  /**
   * Somebody may wait for the end of a program, or for a person who manages it, on purpose. Nobody
   * borrows from a pool in order to wait for that.
   */
  private static Verdict atTheEnd(Graph graph, Lost lost) {
    boolean pool =
        lost.thing.kind() == EntityKind.SEMAPHORE && lost.thing.attributes().containsKey("lent");
    return pool && isBehindThread(graph, lost) && LostOnPurpose.why(graph, lost).isEmpty()
        ? new Verdict(
            Certainty.LIKELY, "a shutdown hook or an MBean refers to it, which lends nothing")
        : new Verdict(
            Certainty.POSSIBLE,
            "a shutdown hook or an MBean refers to it: it may wait for the end of the program");
  }

  private static Verdict circle(Graph graph, List<Lost> circle) {
    if (!isWhole(graph, circle.get(0))) {
      return new Verdict(Certainty.LIKELY, "by a walk in the live JVM; --deep may prove it");
    }
    boolean exact = true;
    for (Lost lost : circle) {
      exact &= lost.exact;
    }
    return byLook(graph, circle.get(0), exact);
  }

  /** What a search through the whole heap is worth. */
  private static Verdict byLook(Graph graph, Lost lost, boolean exact) {
    if (!exact) {
      return new Verdict(Certainty.LIKELY, "what is waited for is concluded, not seen");
    }
    return fact(graph, lost.thing, "reachConcluded").isEmpty()
        ? new Verdict(Certainty.PROVED, "")
        : new Verdict(Certainty.LIKELY, "which monitors others wait for is concluded, not seen");
  }

  /** True when a thread waits for it, directly or through others. */
  private static boolean isBehindThread(Graph graph, Lost lost) {
    for (Entity waiter : lost.waiters) {
      if (SecondLook.isThread(Foremost.wayTo(graph, waiter).get(0))) {
        return true;
      }
    }
    return false;
  }

  /** A pool whose connections are all lent is stuck when somebody waits for one, and else busy. */
  private static boolean isOfTasks(Graph graph, Lost lost) {
    for (Entity waiter : lost.waiters) {
      if (waiter.kind().isTask()) {
        return true;
      }
    }
    return isBehindThread(graph, lost);
  }

  private static boolean awaitedByThreads(Lost lost) {
    for (Entity waiter : lost.waiters) {
      if (SecondLook.isThread(waiter)) {
        return true;
      }
    }
    return false;
  }

  /** True when the whole heap was looked at, and not what a walk from the threads has seen. */
  static boolean isWhole(Graph graph, Lost lost) {
    return !fact(graph, lost.thing, "reachObjects").isEmpty();
  }

  static String fact(Graph graph, Entity entity, String key) {
    for (ProcessInfo process : graph.processes()) {
      if (process.id().equals(entity.process())) {
        return process.facts().getOrDefault(key, "");
      }
    }
    return "";
  }

  private Finding finding(Inquiry inquiry, List<Lost> things, String sentence, Verdict verdict) {
    Set<String> tasks = new LinkedHashSet<>();
    Set<String> chain = new LinkedHashSet<>();
    List<String> culprits = new ArrayList<>();
    List<Entity> waiters = new ArrayList<>();
    List<Entity> places = new ArrayList<>();
    boolean circle = things.get(0).inCircle;
    for (Lost lost : things) {
      waiters.addAll(lost.waiters);
      culprits.add(lost.thing.id());
      if (circle || chain.isEmpty()) {
        for (Entity step : Foremost.wayTo(inquiry.graph(), lost.waiters.get(0))) {
          chain.add(step.id());
          places.add(step);
        }
        chain.add(lost.thing.id());
        closing(lost, chain, culprits);
      }
    }
    for (Entity waiter : waiters) {
      tasks.add(waiter.id());
    }
    behind(inquiry.graph(), tasks);
    if (verdict.certainty == Certainty.LIKELY
        && !isWhole(inquiry.graph(), things.get(0))
        && !anyThread(inquiry.graph(), tasks)
        && !allPending(things)) {
      verdict = new Verdict(Certainty.POSSIBLE, UNCONFIRMED);
    }
    places.addAll(0, waiters); // the place where it stands is nearer than where it is waited for
    return new Finding(
        FindingKind.LOST,
        verdict.certainty,
        sentence + inquiry.failures().of(things.get(0).thing),
        new ArrayList<>(tasks),
        new ArrayList<>(chain),
        culprits,
        Site.of(places),
        verdict.doubt);
  }

  private static boolean allPending(List<Lost> things) {
    for (Lost lost : things) {
      if (!Boolean.TRUE.equals(lost.thing.attributes().get(PENDING_AFTERWARDS))) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyThread(Graph graph, Set<String> tasks) {
    for (String task : tasks) {
      if (SecondLook.isThread(graph.entity(task))) {
        return true;
      }
    }
    return false;
  }

  /** The chain goes on over who could bring it, back to the first waiter. */
  private static void closing(Lost lost, Set<String> chain, List<String> culprits) {
    for (Entity link : lost.ring) {
      chain.add(link.id());
    }
    if (!lost.ring.isEmpty()) {
      culprits.add(lost.ring.get(0).id());
    }
  }

  /** Adds all tasks that wait for these, directly or through others, as far as the budget goes. */
  private void behind(Graph graph, Set<String> tasks) {
    List<Integer> queue = new ArrayList<>();
    Set<Integer> seen = new LinkedHashSet<>();
    for (String task : tasks) {
      queue.add(graph.indexOf(task));
    }
    seen.addAll(queue);
    Adjacency in = graph.in();
    int next = 0;
    for (; next < queue.size() && budget > 0; next++, budget--) {
      int node = queue.get(next);
      if (graph.entityAt(node).kind().isTask()) {
        tasks.add(graph.entityAt(node).id());
      }
      for (int place = in.first(node); place < in.end(node); place++) {
        Edge edge = graph.edges().get(in.target(place));
        int from = graph.fromIndex(in.target(place));
        if (edge.kind().isBlocking() && !graph.entityAt(from).idle() && seen.add(from)) {
          queue.add(from);
        }
      }
    }
    uncounted += next < queue.size() ? 1 : 0;
  }

  /** How sure a finding is, and why not more. */
  private static final class Verdict {
    private final Certainty certainty;
    private final String doubt;

    Verdict(Certainty certainty, String doubt) {
      this.certainty = certainty;
      this.doubt = doubt;
    }
  }
}
