package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks a second time at what one cut of a live process showed. Monitors and stacks are read a
 * moment after the heap, so that a first cut may show a circle that never was; a circle that is
 * there again a moment later, the same waits of threads that have not moved, is one.
 *
 * <ul>
 *   <li>All waits are there again, and seen: {@link Certainty#PROVED}.
 *   <li>All are there again, but some are inferred: {@link Certainty#LIKELY}, with the reasons.
 *   <li>The second cut does not show all of them, and nothing against them: {@link
 *       Certainty#POSSIBLE}.
 *   <li>Some have changed: the finding is dropped, or reduced to the part that is still there; what
 *       was dropped is in {@link #notices}.
 * </ul>
 *
 * <p>Nobody is asked again for what is only possible, unless that rests on waits with a limit;
 * where the second cut shows it all the same, that counts. What only the first cut can tell, as who
 * has the other end of a connection, makes a knot {@link Certainty#POSSIBLE} when a thread of it
 * has used the processor in between; so does any knot after a lean walk. A finding that rests on
 * what is outside, or on what was concluded, is dropped also when a thread on its chain has used
 * the processor in between, or a queue or lock on it has another {@code mark}: what is slow is not
 * stuck.
 *
 * <p>The second cut may be smaller: it needs the {@link SecondCut#suspects} and what they wait for.
 * Ids must be those of the first. Findings that are no knots stand and fall with their chains.
 * Immutable.
 */
public final class Confirmation {
  /** Code of the notices about findings that were gone in the second cut. */
  public static final String GONE = "finding-gone";

  /** Code of the notice about a lean walk (docs/cut-format.md). */
  private static final String LEAN = "memory-room";

  private static final String AT_WORK =
      "a thread in it was at work between the two looks, of which each read one thing after another";

  private final Graph graph;
  private final List<Finding> findings;
  private final List<GraphNotice> notices;

  private Confirmation(Graph graph, List<Finding> findings, List<GraphNotice> notices) {
    this.graph = graph;
    this.findings = Collections.unmodifiableList(findings);
    this.notices = Collections.unmodifiableList(notices);
  }

  /**
   * Compares. Findings of processes that the second cut is not about stay as they are: of a saved
   * picture nothing can be seen again.
   *
   * @param findings what was found in the first cut
   * @param first graph of the first cut
   * @param second graph of the second cut
   */
  public static Confirmation of(List<Finding> findings, Graph first, Graph second) {
    Asked asked = new Asked(first, second);
    Map<String, String> limited =
        LimitedWaits.bear(findings, first) ? LimitedWaits.inBoth(first, second) : Map.of();
    if (limited.isEmpty()) {
      return of(asked.of(findings), findings, first, new SecondLook(first, second), asked);
    }
    Graph endless = LimitedWaits.endless(first, limited);
    SecondLook look =
        new SecondLook(endless, LimitedWaits.endless(second, limited), limited.keySet());
    return of(asked.of(foundAgain(findings, endless)), findings, endless, look, asked);
  }

  private static Confirmation of(
      List<Finding> findings, List<Finding> all, Graph first, SecondLook look, Asked asked) {
    Graph graph = first;
    Knots knots = new Knots(first);
    Set<Edge> changed = changed(findings, knots, look);
    List<Finding> left = findings;
    if (!changed.isEmpty()) {
      graph = first.withEdges(edge -> changed.contains(edge) ? ending(edge) : edge);
      knots = new Knots(graph);
      left = asked.of(foundAgain(findings, graph));
    }
    List<Finding> confirmed = new ArrayList<>();
    for (Finding finding : left) {
      Knot knot = knotOf(finding, knots);
      Finding judged =
          knot == null ? judged(finding, graph, look) : judged(finding, graph, knots, knot, look);
      if (judged != null) {
        confirmed.add(judged);
      }
    }
    left = confirmed;
    List<GraphNotice> gone = Gone.notices(findings, left, look);
    confirmed.addAll(asked.notOf(all));
    confirmed.sort(new HeaviestFirst());
    return new Confirmation(first, Onward.causesFirst(Blame.withoutEchoes(confirmed)), gone);
  }

  /** {@link #of} without the notices. */
  public static List<Finding> confirm(List<Finding> findings, Graph first, Graph second) {
    return of(findings, first, second).findings();
  }

  /** What is left of the findings, judged anew, heaviest first. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The graph of the first cut; where a finding could rest on waits with a limit, those that were
   * seen twice have none.
   */
  public Graph graph() {
    return graph;
  }

  /** One for each finding that is gone, with the code {@link #GONE}; empty when none is. */
  public List<GraphNotice> notices() {
    return notices;
  }

  private static Set<Edge> changed(List<Finding> findings, Knots knots, SecondLook look) {
    Set<Edge> changed = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.certainty() == Certainty.POSSIBLE && !look.hasSeenAll(finding.chain())) {
        continue; // nobody asked for its threads: that they are missing says nothing
      }
      Knot knot = knotOf(finding, knots);
      List<Edge> edges = knot == null ? WayDown.edges(look.first(), finding.chain()) : knot.edges();
      for (Edge edge : edges) {
        if (look.at(edge) == SecondLook.Outcome.CHANGED) {
          changed.add(edge);
        }
      }
    }
    return changed;
  }

  /** What is found in the graph now; findings of others' detectors stay. */
  private static List<Finding> foundAgain(List<Finding> findings, Graph graph) {
    Findings standard = Findings.standard();
    List<Finding> found = new ArrayList<>(standard.find(graph));
    for (Finding finding : findings) {
      boolean ours = false;
      for (Detector detector : standard.detectors()) {
        ours |= detector.kind() == finding.kind();
      }
      if (!ours) {
        found.add(finding);
      }
    }
    return found;
  }

  /** The knot that the finding is about; null when it is about something else. */
  private static Knot knotOf(Finding finding, Knots knots) {
    return KnotFindings.isKnot(finding.kind()) ? knots.with(finding.chain().get(0)) : null;
  }

  /** A finding that is no knot stands and falls with its chain; null when that has changed. */
  private static Finding judged(Finding finding, Graph graph, SecondLook look) {
    if (finding.certainty() == Certainty.POSSIBLE && !look.hasSeenAll(finding.chain())) {
      return finding; // nobody asked for its threads: that they are missing says nothing
    }
    for (String id : finding.chain()) {
      // Who receives what comes for many is at work for the others, too.
      if (look.hasMoved(id) && !Receivers.isOne(graph.entity(id)) && !readsInVain(graph, id)) {
        return null;
      }
    }
    List<Edge> edges = WayDown.edges(graph, finding.chain());
    List<Edge> unseen = new ArrayList<>();
    for (Edge edge : edges) {
      SecondLook.Outcome outcome = look.at(edge);
      if (outcome == SecondLook.Outcome.CHANGED) {
        return null;
      }
      if (outcome == SecondLook.Outcome.UNSEEN) {
        unseen.add(edge);
      }
    }
    if (edges.isEmpty() || finding.certainty() == Certainty.POSSIBLE) {
      return finding;
    }
    if (finding.kind() == FindingKind.REMOTE
        && look.isAgain(finding.chain())
        && !Silence.isLong(end(finding, graph))) {
      return finding.with(Certainty.POSSIBLE, LimitedWaits.MAY_BE_SLOW);
    }
    if (!unseen.isEmpty()) {
      boolean searched =
          finding.kind() == FindingKind.LOST
              || (finding.kind() == FindingKind.REMOTE && isReceived(unseen));
      return searched && Unshown.isStillAwaited(unseen, look)
          ? finding
          : finding.with(Certainty.POSSIBLE, Unshown.words(graph, unseen));
    }
    if (finding.kind() != FindingKind.ABANDONED) {
      return finding; // what it doubts is not whether it is still so
    }
    String inferred = KnotFindings.inferred(graph, edges);
    Entity last = end(finding, graph);
    if (last.idle() || last.kind() == EntityKind.EXECUTOR) {
      return finding; // whatever an idle thread holds, it is alive; a pool may get a thread yet
    }
    return inferred.isEmpty()
        ? finding.with(Certainty.PROVED, "")
        : finding.with(Certainty.LIKELY, inferred);
  }

  /** The last of its chain. */
  private static Entity end(Finding finding, Graph graph) {
    return graph.entity(finding.chain().get(finding.chain().size() - 1));
  }

  /**
   * True for who reads from a peer that is silent for long: what he has run for is to begin to read
   * again each time that his own limit for one read is over.
   */
  private static boolean readsInVain(Graph graph, String id) {
    for (Edge edge : graph.from(id)) {
      Entity end = graph.entity(edge.to());
      if (edge.kind() == EdgeKind.NEEDS && end.kind() == EntityKind.SOCKET && Silence.isLong(end)) {
        return true;
      }
    }
    return false;
  }

  /** True where who has to bring it was found by a search, which a second cut does not repeat. */
  private static boolean isReceived(List<Edge> unseen) {
    for (Edge edge : unseen) {
      if (Receivers.isReceived(edge)) {
        return true;
      }
    }
    return false;
  }

  /** The wait as one that ends: one with a limit, with its whole choice, never blocks. */
  private static Edge ending(Edge edge) {
    return new Edge(
        edge.from(), edge.to(), edge.kind(), edge.evidence(), edge.reason(), edge.choice(), true);
  }

  private static Finding judged(
      Finding finding, Graph graph, Knots knots, Knot knot, SecondLook look) {
    BitSet unseen = new BitSet();
    BitSet uncertain = new BitSet();
    boolean atWork = hasThreadMoved(knot, graph, look);
    for (int number : knot.numbers()) {
      Edge edge = graph.edges().get(number);
      SecondLook.Outcome outcome = look.at(edge);
      // What was told once counts while those whom it binds do nothing: an answer may be on its
      // way.
      boolean told = !atWork || !look.isToldOnce(edge);
      unseen.set(number, outcome == SecondLook.Outcome.UNSEEN || !told);
      uncertain.set(number, outcome != SecondLook.Outcome.SAME);
    }
    if (atWork && isReadInParts(graph)) {
      return finding.with(Certainty.POSSIBLE, AT_WORK);
    }
    if (knots.holdsWithout(knot, uncertain)) {
      return finding.with(Certainty.PROVED, "");
    }
    if (look.hasMovedAround(knot)) {
      return finding.with(Certainty.POSSIBLE, LimitedWaits.MOVED);
    }
    if (knots.holdsWithout(knot, unseen)) {
      return finding.with(Certainty.LIKELY, KnotFindings.inferred(graph, knot.edges()));
    }
    List<Edge> edges = new ArrayList<>();
    for (int number = unseen.nextSetBit(0); number >= 0; number = unseen.nextSetBit(number + 1)) {
      edges.add(graph.edges().get(number));
    }
    boolean between = Unshown.areStages(graph, edges) && nobodyMoved(knot, graph, look);
    return finding.with(
        between ? finding.certainty() : Certainty.POSSIBLE, Unshown.words(graph, edges));
  }

  /**
   * True when a cut was taken without a walk of the JVM's own, which stops all threads: what a lock
   * says of its owner and what a thread waits for are then of different moments, and of a lock that
   * is taken and given back all the time two such pictures may show the same circle.
   */
  private static boolean isReadInParts(Graph graph) {
    for (GraphNotice notice : graph.notices()) {
      if (notice.code().equals(LEAN)) {
        return true;
      }
    }
    return false;
  }

  /** Of threads alone: more may be queued behind those who are stuck. */
  private static boolean hasThreadMoved(Knot knot, Graph graph, SecondLook look) {
    for (int node : knot.nodes()) {
      Entity entity = graph.entityAt(node);
      if (SecondLook.isThread(entity) && look.hasMoved(entity.id())) {
        return true;
      }
    }
    return false;
  }

  private static boolean nobodyMoved(Knot knot, Graph graph, SecondLook look) {
    for (int node : knot.nodes()) {
      if (look.hasMoved(graph.entityAt(node).id())) {
        return false;
      }
    }
    return true;
  }
}
