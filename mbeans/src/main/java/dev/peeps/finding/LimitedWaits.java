package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Threads that wait with a limit. One wait with a limit ends by itself; one that begins again
 * whenever it has ended ({@code while (!lock.tryLock(1, SECONDS)) log("still waiting")}) ends as
 * little as one without. From one picture the two cannot be told, nor a wait of a moment from one
 * of ten minutes, so what would hold if such waits had no limit is {@link Certainty#POSSIBLE}.
 *
 * <p>It is likely when a second picture, more than a second later, shows the same waits in the same
 * frames, and that nothing has moved: nobody in a circle gave back what he had, whether he waits
 * for the first time or has begun again. That only the limit ends it is said.
 *
 * <p>What is looked at has a known owner or worker: a circle, a starved executor, what nobody gives
 * back, a peer for which others wait, too; or nobody but its waiters can get at it ({@link
 * LostWithLimit}). A consumer that polls a queue waits for nobody in particular. A peer counts only
 * when it is known to be silent for long: limits are there for slow ones.
 */
final class LimitedWaits {
  /** What is said of a wait that was seen to begin again. */
  static final String AGAIN = "with a limit, and again when that has passed";

  /** What is said of a wait that was seen twice and may be one. */
  static final String NOT_PASSED = "with a limit, which had not passed at a second look";

  /** What is said where one picture shows it, and it is asked what would be if there were none. */
  private static final String ASSUMED = "with a limit";

  /** The doubt where two looks show the same, and something has moved in between. */
  static final String MOVED =
      "something in it was at work between two looks: those that wait with a limit may give back"
          + " what they hold";

  /** The doubt where it is not known that a peer is more than slow. */
  static final String MAY_BE_SLOW =
      "there is a limit to the wait, and the peer is not known to be silent for long";

  private static final String TIMED = Thread.State.TIMED_WAITING.name();
  private static final String CPU = "cpuNanos";

  private LimitedWaits() {}

  /** True for what a thread waits for with a limit. */
  private static boolean isLimited(Graph graph, Edge edge) {
    if (!edge.timed() || edge.kind() != EdgeKind.NEEDS) {
      return false;
    }
    Entity waiter = graph.entity(edge.from());
    return !waiter.idle() && SecondLook.isThread(waiter) && TIMED.equals(waiter.state());
  }

  /**
   * What would be stuck if these waits had no limit, as far as it is not stuck anyhow; never more
   * than possible. Cost: a look at each edge, and one more search where there is such a wait.
   */
  static List<Finding> possible(Inquiry inquiry) {
    Graph graph = inquiry.graph();
    Map<String, String> waiters = waiters(graph);
    if (waiters.isEmpty()) {
      return List.of();
    }
    Inquiry endless = new Inquiry(endless(graph, waiters));
    List<Detector> detectors = new ArrayList<>(6);
    detectors.add(new DeadlockDetector());
    detectors.add(new StarvationDetector());
    detectors.add(new SelfDetector());
    detectors.add(new AbandonedDetector());
    detectors.add(new LostDetector());
    detectors.add(new RemoteDetector());
    List<Finding> findings = new ArrayList<>();
    for (Detector detector : detectors) {
      for (Finding finding : detector.check(endless)) {
        String waiter = first(finding, waiters);
        if (finding.certainty() != Certainty.POSSIBLE
            && waiter != null
            && !inquiry.knots().isStuck(graph.indexOf(waiter))) {
          findings.add(finding.with(Certainty.POSSIBLE, doubt(graph.entity(waiter))));
        }
      }
    }
    return findings;
  }

  /**
   * True when the finding is one of {@link #possible}, which a second look may make more.
   *
   * @param graph in which it was found
   */
  static boolean restsOnThem(Finding finding, Graph graph) {
    if (finding.certainty() != Certainty.POSSIBLE) {
      return false;
    }
    for (String id : finding.chain()) {
      Entity entity = graph.entity(id);
      if (TIMED.equals(entity.state()) && finding.doubt().equals(doubt(entity))) {
        return true;
      }
    }
    return false;
  }

  /** True when one of the findings is such a one. */
  static boolean bear(List<Finding> findings, Graph graph) {
    for (Finding finding : findings) {
      if (restsOnThem(finding, graph)) {
        return true;
      }
    }
    return false;
  }

  /** The threads that wait with a limit in both pictures, in the same frames; how is the value. */
  static Map<String, String> inBoth(Graph first, Graph second) {
    Map<String, String> again = new HashMap<>();
    for (String id : waiters(first).keySet()) {
      Entity then = first.entity(id);
      Entity now = second.entity(id);
      if (now != null
          && TIMED.equals(now.state())
          && !now.idle()
          && SecondLook.inTheSameFrames(then, now)) {
        again.put(id, hasRun(then, now) ? AGAIN : NOT_PASSED);
      }
    }
    return again;
  }

  /** The graph in which these threads wait without a limit; that they do is concluded. */
  static Graph endless(Graph graph, Map<String, String> threads) {
    return graph.withEdges(
        edge -> {
          String how = isLimited(graph, edge) ? threads.get(edge.from()) : null;
          return how == null ? edge : endless(edge, how);
        });
  }

  /** True for the wait with a limit that is taken for one without. */
  static boolean isTaken(Edge edge) {
    return how(edge) != null;
  }

  private static String how(Edge edge) {
    for (String how : new String[] {AGAIN, NOT_PASSED, ASSUMED}) {
      if (edge.reason().endsWith(how)) {
        return how;
      }
    }
    return null;
  }

  /**
   * Puts those who were taken to wait without a limit before the others who wait for the thing;
   * false when there are none.
   */
  static boolean lead(Graph graph, Lost lost) {
    List<Entity> taken = new ArrayList<>();
    for (Entity waiter : lost.waiters) {
      if (how(graph, waiter, lost.thing) != null) {
        taken.add(waiter);
      }
    }
    lost.waiters.removeAll(taken);
    lost.waiters.addAll(0, taken);
    return !taken.isEmpty();
  }

  /** How it is that this wait counts as one without a limit; null when it is none of these. */
  static String how(Graph graph, Entity waiter, Entity thing) {
    for (Edge edge : graph.from(waiter.id())) {
      if (edge.to().equals(thing.id()) && isTaken(edge)) {
        return how(edge);
      }
    }
    return null;
  }

  private static Edge endless(Edge edge, String how) {
    String reason = edge.reason().isEmpty() ? how : edge.reason() + ' ' + how;
    return new Edge(
        edge.from(), edge.to(), edge.kind(), Evidence.INFERRED, reason, edge.choice(), false);
  }

  private static Map<String, String> waiters(Graph graph) {
    Map<String, String> waiters = new HashMap<>();
    for (Edge edge : graph.edges()) {
      if (isLimited(graph, edge)) {
        waiters.put(edge.from(), ASSUMED);
      }
    }
    return waiters;
  }

  /** The first on the chain that is one of these; null when none is. */
  private static String first(Finding finding, Map<String, String> waiters) {
    for (String id : finding.chain()) {
      if (waiters.containsKey(id)) {
        return id;
      }
    }
    return null;
  }

  private static boolean hasRun(Entity then, Entity now) {
    Object before = then.attributes().get(CPU);
    Object after = now.attributes().get(CPU);
    return before != null && after != null && !before.equals(after);
  }

  private static String doubt(Entity waiter) {
    return Labels.of(waiter) + " waits with a limit, and may give up when that has passed";
  }
}
