package dev.peeps.layout;

import dev.peeps.graph.Entity;
import java.util.Collections;
import java.util.List;

/** What a {@code finding} block of a layout has reported. Immutable. */
public final class MacroHit {
  private final String name;
  private final String layout;
  private final boolean likely;
  private final String message;
  private final List<Entity> chain;
  private final List<Entity> culprits;
  private final List<Entity> tasks;
  private final String site;
  private final String doubt;

  MacroHit(
      Macro macro,
      boolean likely,
      String message,
      List<Entity> chain,
      List<Entity> culprits,
      List<Entity> tasks,
      String site,
      String doubt) {
    this.name = macro.name;
    this.layout = macro.layout.name;
    this.likely = likely;
    this.message = message;
    this.chain = Collections.unmodifiableList(chain);
    this.culprits = Collections.unmodifiableList(culprits);
    this.tasks = tasks == null ? null : Collections.unmodifiableList(tasks);
    this.site = site;
    this.doubt = doubt;
  }

  /** The name of the block. */
  public String name() {
    return name;
  }

  /** The name of the layout that has it. */
  public String layout() {
    return layout;
  }

  /** Whether the rule calls it likely; else it is only possible. */
  public boolean likely() {
    return likely;
  }

  /** Its sentence, unescaped. */
  public String message() {
    return message;
  }

  /** The entities that it is about, in the order in which a person follows them; never empty. */
  public List<Entity> chain() {
    return chain;
  }

  /** Whom to look at first; never empty. */
  public List<Entity> culprits() {
    return culprits;
  }

  /** The tasks that are blocked by it; null when the rule does not say. */
  public List<Entity> tasks() {
    return tasks;
  }

  /** The place in the code; empty when the rule does not say. */
  public String site() {
    return site;
  }

  /** Why it is not sure; empty when the rule does not say. */
  public String doubt() {
    return doubt;
  }
}
