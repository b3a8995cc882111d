package dev.peeps.finding;

import dev.peeps.graph.Graph;

/**
 * One graph and what several detectors want to know about it, worked out once. Not safe for use by
 * several threads.
 */
public final class Inquiry {
  private final Graph graph;
  private Knots knots;

  public Inquiry(Graph graph) {
    this.graph = graph;
  }

  public Graph graph() {
    return graph;
  }

  /** The knots and dead ends of the graph; at the first call linear in its edges. */
  Knots knots() {
    if (knots == null) {
      knots = new Knots(graph);
    }
    return knots;
  }
}
