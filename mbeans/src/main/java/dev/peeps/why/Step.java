package dev.peeps.why;

import dev.peeps.graph.Entity;
import java.util.Objects;

/** One step on the way from who waits to why. Immutable. */
public final class Step {
  private final Entity entity;
  private final Link link;

  Step(Entity entity, Link link) {
    this.entity = Objects.requireNonNull(entity);
    this.link = link;
  }

  public Entity entity() {
    return entity;
  }

  /** How the step before led here; null for the first. */
  public Link link() {
    return link;
  }
}
