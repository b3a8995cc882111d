package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import java.util.List;

/** One entity that never goes on by itself, or is taken for one, and what hangs behind it. */
final class DeadEnd {
  private final Entity end;
  private final List<Edge> way;
  private final List<Entity> behind;
  private final boolean counted;

  /**
   * @param way from a task behind it down to it; empty when nothing waits
   * @param behind tasks that wait for it, directly or through others, nearest first
   * @param counted false when {@code behind} was not looked for
   */
  DeadEnd(Entity end, List<Edge> way, List<Entity> behind, boolean counted) {
    this.end = end;
    this.way = way;
    this.behind = behind;
    this.counted = counted;
  }

  Entity end() {
    return end;
  }

  List<Edge> way() {
    return way;
  }

  List<Entity> behind() {
    return behind;
  }

  boolean counted() {
    return counted;
  }
}
