package dev.peeps.graph;

import java.util.Objects;

/**
 * A directed relation between two entities, by their ids. Immutable.
 *
 * <p>AND/OR: a source goes on when every blocking edge without a choice is satisfied and, for every
 * choice, at least one of the edges that carry it (Knapp 1987, the AND-OR request model). A {@code
 * timed} wait ends by itself, so no deadlock rests on it.
 */
public final class Edge {
  /**
   * Reason of a {@link EdgeKind#KNOWN_TO} edge to a queued task that was handed the thing itself,
   * as a lambda is that captures a latch, and does not merely share an object that leads there.
   */
  public static final String GIVEN = "was given it";

  /**
   * The reason of an inferred {@code provided_by} edge to a thread that waits for what comes from
   * outside the process: all others were looked at.
   */
  public static final String RECEIVED = "nobody else who will run can get at it";

  /**
   * The reason of an inferred {@code provided_by} edge to an executor whose workers all wait: a
   * search has found nobody else who will run and can get at it.
   */
  public static final String ONLY_QUEUED = "only what is queued in it leads to it";

  /**
   * The reason of an inferred {@code provided_by} edge of a connection, or of what comes on it, to
   * who is at work with its other end.
   */
  public static final String OTHER_END = "has the other end of the connection in its hands";

  /** The same, to an executor. */
  public static final String OTHER_END_QUEUED = "the other end of the connection is queued in it";

  private final String from;
  private final String to;
  private final EdgeKind kind;
  private final Evidence evidence;
  private final String reason;
  private final String choice;
  private final boolean timed;

  /**
   * @param reason why, as a fragment ("parked on it", "runs Worker.run"); empty when the kind says
   *     it all
   * @param choice name of the group of edges of which one is enough, unique per source; null when
   *     this edge is required
   */
  public Edge(
      String from,
      String to,
      EdgeKind kind,
      Evidence evidence,
      String reason,
      String choice,
      boolean timed) {
    this.from = Objects.requireNonNull(from);
    this.to = Objects.requireNonNull(to);
    this.kind = Objects.requireNonNull(kind);
    this.evidence = Objects.requireNonNull(evidence);
    this.reason = Objects.requireNonNull(reason);
    this.choice = choice;
    this.timed = timed;
  }

  /** An exact, required, untimed edge. */
  public static Edge exact(String from, String to, EdgeKind kind, String reason) {
    return new Edge(from, to, kind, Evidence.EXACT, reason, null, false);
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  public EdgeKind kind() {
    return kind;
  }

  public Evidence evidence() {
    return evidence;
  }

  public String reason() {
    return reason;
  }

  /** Group of edges of which one is enough, or null when the edge is required. */
  public String choice() {
    return choice;
  }

  public boolean timed() {
    return timed;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Edge)) {
      return false;
    }
    Edge edge = (Edge) other;
    return from.equals(edge.from)
        && to.equals(edge.to)
        && kind == edge.kind
        && Objects.equals(choice, edge.choice);
  }

  @Override
  public int hashCode() {
    int ends = 31 * from.hashCode() + to.hashCode();
    return 31 * (31 * ends + kind.hashCode()) + (choice == null ? 0 : choice.hashCode());
  }

  @Override
  public String toString() {
    return from + " " + kind.word() + " " + to + (choice == null ? "" : " (any " + choice + ")");
  }
}
