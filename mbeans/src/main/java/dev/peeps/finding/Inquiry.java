package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Graph;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * One graph and what several detectors want to know about it, worked out once. Not safe for use by
 * several threads.
 */
public final class Inquiry {
  private final Graph graph;
  private final Map<BitSet, Knots> knots = new HashMap<>();
  private Knots hearsay;
  private Failures failures;
  private LostThings things;

  public Inquiry(Graph graph) {
    this.graph = graph;
  }

  public Graph graph() {
    return graph;
  }

  /** The knots and dead ends of the graph; at the first call linear in its edges. */
  Knots knots() {
    return knots(new BitSet());
  }

  /**
   * As {@link #knots()}, when everybody who has a reference to a thing without an owner is taken
   * for one who may owe it, and nobody else is.
   */
  Knots hearsay() {
    if (hearsay == null) {
      boolean any = false;
      for (Edge edge : graph.edges()) {
        any |= edge.kind() == EdgeKind.KNOWN_TO;
      }
      hearsay = any ? new Knots(graph, new BitSet(), Hearsay.ALL) : knots();
    }
    return hearsay;
  }

  /** What nobody is known to bring; at the first call linear in the edges, see {@link Rings}. */
  LostThings things() {
    if (things == null) {
      things = new LostThings(graph, knots());
    }
    return things;
  }

  /** The tasks that have failed. */
  Failures failures() {
    if (failures == null) {
      failures = new Failures(graph);
    }
    return failures;
  }

  /**
   * As {@link #knots()}, when some entities are taken for dead ends.
   *
   * @param assumed numbers of entities; not changed by the caller any more
   */
  Knots knots(BitSet assumed) {
    Knots known = knots.get(assumed);
    if (known == null) {
      known = new Knots(graph, assumed);
      knots.put(assumed, known);
    }
    return known;
  }
}
