package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The way from who is stuck to why, one line a step: findings and {@code peeps why} share it. */
final class Steps {
  private static final String INDENT = "    ";

  private final Scene scene;
  private final Page page;

  Steps(Scene scene) {
    this.scene = scene;
    this.page = scene.page;
  }

  /** Steps in their order; where the last one leads back to the first, that is said as well. */
  void circle(List<String> chain) throws IOException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < chain.size(); i++) {
      Entity entity = scene.graph.entity(chain.get(i));
      Edge edge = i == 0 ? null : edge(chain.get(i - 1), chain.get(i));
      step(edge, chain.get(i), entity, seen);
    }
    if (chain.isEmpty()) {
      return;
    }
    String last = chain.get(chain.size() - 1);
    Edge closing = edge(last, chain.get(0));
    if (closing != null && chain.size() > 1 && !last.equals(chain.get(0))) {
      step(closing, chain.get(0), scene.graph.entity(chain.get(0)), seen);
    }
  }

  /**
   * One step.
   *
   * @param edge how the step before led here; null for the first
   * @param entity null when the graph does not have it
   * @param seen ids of the steps before; this one is added
   */
  void step(Edge edge, String id, Entity entity, Set<String> seen) throws IOException {
    page.put(INDENT);
    if (edge != null) {
      page.put("-> ").put(words(edge)).put(alternatives(edge));
    }
    if (entity == null) {
      page.raw(id).nl();
      return;
    }
    boolean again = !seen.add(id);
    if (again) {
      scene.names.of(entity);
      if (edge != null) {
        scene.reasons.because(edge, ", ");
      }
      page.put(": the circle is closed");
    } else if (edge == null) {
      scene.names.of(entity);
      scene.reasons.where(entity);
    } else {
      scene.reasons.owner(edge);
    }
    page.nl();
  }

  static String words(Edge edge) {
    switch (edge.kind()) {
      case NEEDS:
        return "needs ";
      case HELD_BY:
        return "held by ";
      case PROVIDED_BY:
        return "provided by ";
      case CHILD_OF:
        return "child of ";
      case RUNS_ON:
        return "runs on ";
      case KNOWN_TO:
        return "known to ";
      case PAIRED_WITH:
        return "paired with ";
    }
    throw new AssertionError(edge.kind());
  }

  private String alternatives(Edge edge) {
    if (edge.choice() == null) {
      return "";
    }
    int count = 0;
    for (Edge other : scene.graph.from(edge.from())) {
      count += edge.choice().equals(other.choice()) ? 1 : 0;
    }
    return "one of " + Numbers.count(count) + ", here ";
  }

  /** The edge between two steps; a blocking one if there is one. */
  Edge edge(String from, String to) {
    Edge found = null;
    for (Edge edge : scene.graph.from(from)) {
      if (edge.to().equals(to) && (found == null || !found.kind().isBlocking())) {
        found = edge;
      }
    }
    return found;
  }
}
