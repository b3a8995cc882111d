package dev.peeps.registry;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import dev.peeps.render.Escapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An entity and its edges, in open types. */
public final class EntityData {
  private final Entity entity;
  private final Map<String, String> attributes = new TreeMap<>();
  private final List<String> edges = new ArrayList<>();

  EntityData(Graph graph, Entity entity) {
    this.entity = entity;
    entity.attributes().forEach((key, value) -> attributes.put(key, String.valueOf(value)));
    for (Edge edge : graph.from(entity.id())) {
      edges.add(sentence(edge.kind().word(), graph.entity(edge.to()), edge.reason()));
    }
  }

  private static String sentence(String kind, Entity other, String reason) {
    String text = kind + " " + other.id() + " (" + Labels.of(other) + ")";
    return Escapes.text(reason.isEmpty() ? text : text + ": " + reason);
  }

  public String getId() {
    return entity.id();
  }

  /** {@code thread}, {@code lock}, … */
  public String getKind() {
    return entity.kind().word();
  }

  public String getType() {
    return entity.type();
  }

  /** Empty when it has none. */
  public String getName() {
    return entity.name();
  }

  public String getState() {
    return entity.state();
  }

  public Map<String, String> getAttributes() {
    return attributes;
  }

  /** What it needs, who holds it, where it runs: a line each. */
  public List<String> getEdges() {
    return edges;
  }

  /** Innermost frame first; empty for what has no stack. */
  public List<String> getStack() {
    return entity.stack();
  }

  /** Innermost first; empty when the raw stack says all. */
  public List<String> getLogicalStack() {
    return entity.logicalStack();
  }
}
