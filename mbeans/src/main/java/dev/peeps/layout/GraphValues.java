package dev.peeps.layout;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import dev.peeps.heap.Value;
import java.util.List;
import java.util.Set;

/** What a {@code finding} block reads of the entities of a graph. */
final class GraphValues {
  /** What every entity has. */
  private static final Set<String> FACTS =
      Set.of(
          "id", "process", "kind", "type", "name", "label", "state", "idle", "task", "timed",
          "stack", "logical");

  private GraphValues() {}

  /** True for a name that means something whatever the layouts show. */
  static boolean isKnown(String name) {
    return FACTS.contains(name)
        || OwnAttributes.ALL.contains(name)
        || forward(name) != null
        || backward(name) != null;
  }

  /** A fact, a neighbour list or an attribute of an entity; unknown when it has no such. */
  static Object read(Entity entity, String name, Run run) {
    switch (name) {
      case "id":
        return entity.id();
      case "process":
        return entity.process();
      case "kind":
        return entity.kind().word();
      case "type":
        return entity.type();
      case "name":
        return entity.name();
      case "label":
        return Labels.of(entity);
      case "state":
        return entity.state().isEmpty() ? Value.UNKNOWN : entity.state();
      case "idle":
        return entity.idle();
      case "task":
        return entity.kind().isTask();
      case "timed":
        return timed(entity, run);
      case "stack":
        return lines(entity.stack(), run);
      case "logical":
        return lines(entity.logicalStack(), run);
      default:
        break;
    }
    EdgeKind forward = forward(name);
    if (forward != null) {
      return neighbours(entity, forward, true, run);
    }
    EdgeKind backward = backward(name);
    return backward != null ? neighbours(entity, backward, false, run) : attribute(entity, name);
  }

  private static Object attribute(Entity entity, String name) {
    Object value = entity.attributes().get(name);
    if (value instanceof List) {
      Seq seq = new Seq();
      seq.items.addAll((List<?>) value);
      return seq;
    }
    return value == null ? Value.UNKNOWN : value;
  }

  /** {@code needs} and the others lead on; {@code needed_by} and the others lead back. */
  private static EdgeKind forward(String name) {
    for (EdgeKind kind : EdgeKind.values()) {
      if (kind.word().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  private static EdgeKind backward(String name) {
    switch (name) {
      case "needed_by":
        return EdgeKind.NEEDS;
      case "holds":
        return EdgeKind.HELD_BY;
      case "provides":
        return EdgeKind.PROVIDED_BY;
      case "children":
        return EdgeKind.CHILD_OF;
      case "runs":
        return EdgeKind.RUNS_ON;
      default:
        return null;
    }
  }

  /**
   * A list of which not all is known where the picture says so: an owner that is not recorded, an
   * object that was not seen completely.
   */
  private static Seq neighbours(Entity entity, EdgeKind kind, boolean forward, Run run) {
    Graph graph = run.graph;
    Seq seq = new Seq();
    int index = graph.indexOf(entity.id());
    Adjacency edges = forward ? graph.out() : graph.in();
    for (int each = edges.first(index); each < edges.end(index); each++) {
      if (!run.step()) {
        seq.partial = true;
        return seq;
      }
      int edge = edges.target(each);
      if (graph.edges().get(edge).kind() == kind) {
        seq.add(graph.entityAt(forward ? graph.toIndex(edge) : graph.fromIndex(edge)));
      }
    }
    if (forward) {
      seq.partial |= entity.attributes().get(kind.word()) instanceof String;
      seq.partial |= Boolean.TRUE.equals(entity.attributes().get(OwnAttributes.INCOMPLETE));
      seq.partial |= Boolean.TRUE.equals(entity.attributes().get(OwnAttributes.MOVED));
    }
    return seq;
  }

  /** True when it waits, and all that it waits for ends by itself. */
  private static boolean timed(Entity entity, Run run) {
    boolean waits = false;
    for (Edge edge : run.graph.from(entity.id())) {
      if (edge.kind() == EdgeKind.NEEDS) {
        if (!edge.timed()) {
          return false;
        }
        waits = true;
      }
    }
    return waits;
  }

  private static Seq lines(List<String> lines, Run run) {
    Seq seq = new Seq();
    for (String line : lines) {
      if (!run.step()) {
        seq.partial = true;
        return seq;
      }
      seq.items.add(line);
    }
    return seq;
  }

  /** {@code entities} and {@code entities(KIND, …)}: all of the graph, in its order. */
  static final class Entities implements Expr {
    private final List<EntityKind> kinds;

    /**
     * @param kinds empty for all
     */
    Entities(List<EntityKind> kinds) {
      this.kinds = kinds;
    }

    @Override
    public Object eval(Env env) {
      Seq seq = new Seq();
      for (Entity entity : env.run.graph.entities()) {
        if (!env.run.step()) {
          seq.partial = true;
          return seq;
        }
        if (kinds.isEmpty() || kinds.contains(entity.kind())) {
          seq.add(entity);
        }
      }
      return seq;
    }
  }
}
