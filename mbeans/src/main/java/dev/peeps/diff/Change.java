package dev.peeps.diff;

import dev.peeps.graph.Entity;

/** Something that is in both pictures and differs in one respect. Immutable. */
public final class Change {
  private final Entity before;
  private final Entity after;
  private final String what;
  private final String from;
  private final String to;

  Change(Entity before, Entity after, String what, String from, String to) {
    this.before = before;
    this.after = after;
    this.what = what;
    this.from = from;
    this.to = to;
  }

  /** As it was. */
  public Entity before() {
    return before;
  }

  /** As it is now. */
  public Entity after() {
    return after;
  }

  /** In which respect: {@code owner}, {@code wait}, {@code place}, or the key of an attribute. */
  public String what() {
    return what;
  }

  /** Labels or a number; empty for nobody and nothing. */
  public String from() {
    return from;
  }

  /** Labels or a number; empty for nobody and nothing. */
  public String to() {
    return to;
  }
}
