package dev.peeps.why;

import dev.peeps.graph.Edge;

/** How one entity waits for the next. Immutable. */
public final class Link {
  /** What a link rests on. */
  public enum Kind {
    /** A blocking edge of the graph. */
    EDGE,
    /** A task that has not begun waits for its executor. */
    QUEUED,
    /** An executor whose workers are all busy waits for any of them. */
    WORKER
  }

  private final Kind kind;
  private final Edge edge;
  private final int alternatives;
  private final int needed;

  Link(Kind kind, Edge edge, int alternatives, int needed) {
    this.kind = kind;
    this.edge = edge;
    this.alternatives = alternatives;
    this.needed = needed;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The edge of the graph; of {@link Kind#WORKER} it runs the other way, from worker to executor.
   */
  public Edge edge() {
    return edge;
  }

  /** True when the wait ends by itself. */
  public boolean timed() {
    return kind == Kind.EDGE && edge.timed();
  }

  /** Of so many one is enough, this among them; 1 when it is this one. */
  public int alternatives() {
    return alternatives;
  }

  /** So many things are needed, this or this choice among them; 1 when it is the only one. */
  public int needed() {
    return needed;
  }

  /** The word used in JSON: that of the edge, {@code queued_on} or {@code busy_with}. */
  public String word() {
    switch (kind) {
      case QUEUED:
        return "queued_on";
      case WORKER:
        return "busy_with";
      default:
        return edge.kind().word();
    }
  }
}
