package dev.peeps.graph;

/** How sure an edge is. */
public enum Evidence {
  /** A field or the JVM says so. */
  EXACT,
  /** Concluded from frames or reachability; the edge's reason says how. */
  INFERRED
}
