package dev.peeps.graph;

import java.util.Locale;

/** What an edge says. Arrows run from the one who is stuck towards the cause. */
public enum EdgeKind {
  /** waiter → what it waits for. */
  NEEDS(true),
  /** resource → owner. */
  HELD_BY(true),
  /** future, channel → who can complete or fill it. */
  PROVIDED_BY(true),
  /**
   * what records no owner → who has a reference to it, and so may be the one who is to release,
   * complete or fill it. A fact about references; that it is the one is never more than inferred.
   */
  KNOWN_TO(false),
  /** task → parent or scope. */
  CHILD_OF(false),
  /** task → executor, or virtual thread → carrier. */
  RUNS_ON(false),
  /** request ↔ response, sender ↔ receiver. */
  PAIRED_WITH(false);

  /** Asked for each of millions of edges. */
  private final String word = name().toLowerCase(Locale.ROOT);

  private final boolean blocking;

  EdgeKind(boolean blocking) {
    this.blocking = blocking;
  }

  /** True when the source cannot go on before the target does: the edges of the wait-for graph. */
  public boolean isBlocking() {
    return blocking;
  }

  /** The word used in JSON and layouts: {@code held_by}. */
  public String word() {
    return word;
  }

  /**
   * The kind of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static EdgeKind ofWord(String word) {
    for (EdgeKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no edge kind '" + word + "'");
  }
}
