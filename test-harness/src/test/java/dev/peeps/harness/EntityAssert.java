package dev.peeps.harness;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one entity; those about an edge go on at its other end. */
public final class EntityAssert extends AbstractAssert<EntityAssert, Entity> {
  private final Graph graph;

  EntityAssert(Graph graph, Entity entity) {
    super(entity, EntityAssert.class);
    this.graph = graph;
  }

  /** Goes to what it needs: the only target whose type ends with this text. */
  public EntityAssert needs(String type) {
    return along(EdgeKind.NEEDS, "type …" + type, entity -> entity.type().endsWith(type));
  }

  /** Goes to what it needs: the task of this name. */
  public EntityAssert needsTask(String name) {
    return along(EdgeKind.NEEDS, "name " + name, entity -> entity.name().equals(name));
  }

  /** Goes to the owner of this name. */
  public EntityAssert heldBy(String name) {
    return along(EdgeKind.HELD_BY, "name " + name, entity -> entity.name().equals(name));
  }

  /** Goes to who can complete or fill it, by name. */
  public EntityAssert providedBy(String name) {
    return along(EdgeKind.PROVIDED_BY, "name " + name, entity -> entity.name().equals(name));
  }

  /** Goes to where it runs: the only target whose type ends with this text. */
  public EntityAssert runsOn(String type) {
    return along(EdgeKind.RUNS_ON, "type …" + type, entity -> entity.type().endsWith(type));
  }

  /** Goes to its parent or scope. */
  public EntityAssert childOf(String type) {
    return along(EdgeKind.CHILD_OF, "type …" + type, entity -> entity.type().endsWith(type));
  }

  /** No edge of this kind starts here. */
  public EntityAssert hasNo(EdgeKind kind) {
    List<Edge> edges = edges(kind);
    if (!edges.isEmpty()) {
      failWithMessage("%s has edges %s", describe(actual), edges);
    }
    return this;
  }

  /** All edges of this kind are of one choice: one of this many targets is enough. */
  public EntityAssert hasChoiceOf(EdgeKind kind, int targets) {
    List<Edge> edges = edges(kind);
    long groups = edges.stream().map(Edge::choice).distinct().count();
    if (edges.size() != targets || groups != 1 || edges.get(0).choice() == null) {
      failWithMessage("%s has no choice of %s: %s", describe(actual), targets, edges);
    }
    return this;
  }

  /** That many edges of this kind start here, none of them a choice. */
  public EntityAssert hasRequired(EdgeKind kind, int targets) {
    List<Edge> edges = edges(kind);
    if (edges.size() != targets || edges.stream().anyMatch(edge -> edge.choice() != null)) {
      failWithMessage("%s does not require %s: %s", describe(actual), targets, edges);
    }
    return this;
  }

  /** All edges of this kind are timed. */
  public EntityAssert isTimed(EdgeKind kind) {
    return edgesMatch(kind, "timed", Edge::timed);
  }

  /** All edges of this kind are exact. */
  public EntityAssert isExact(EdgeKind kind) {
    return edgesMatch(kind, "exact", edge -> edge.evidence() == Evidence.EXACT);
  }

  public EntityAssert hasKind(EntityKind kind) {
    if (actual.kind() != kind) {
      failWithMessage("%s is no %s", describe(actual), kind);
    }
    return this;
  }

  public EntityAssert hasState(String state) {
    if (!actual.state().equals(state)) {
      failWithMessage("%s is not in state %s", describe(actual), state);
    }
    return this;
  }

  public EntityAssert has(String attribute, Object value) {
    if (!value.equals(actual.attributes().get(attribute))) {
      failWithMessage("%s has no %s = %s", describe(actual), attribute, value);
    }
    return this;
  }

  /** Some attribute's text contains this. */
  public EntityAssert says(String text) {
    if (actual.attributes().values().stream().noneMatch(v -> String.valueOf(v).contains(text))) {
      failWithMessage("%s does not say '%s'", describe(actual), text);
    }
    return this;
  }

  public EntityAssert isIdle() {
    if (!actual.idle()) {
      failWithMessage("%s is not idle", describe(actual));
    }
    return this;
  }

  public EntityAssert isNotIdle() {
    if (actual.idle()) {
      failWithMessage("%s is idle", describe(actual));
    }
    return this;
  }

  /** Its raw stack has a frame that contains this text. */
  public EntityAssert hasFrame(String text) {
    if (actual.stack().stream().noneMatch(frame -> frame.contains(text))) {
      failWithMessage("%s has no frame '%s' in %s", describe(actual), text, actual.stack());
    }
    return this;
  }

  public Entity entity() {
    return actual;
  }

  private EntityAssert edgesMatch(EdgeKind kind, String word, Predicate<Edge> matches) {
    List<Edge> edges = edges(kind);
    if (edges.isEmpty() || !edges.stream().allMatch(matches)) {
      failWithMessage("%s has edges that are not %s (or none): %s", describe(actual), word, edges);
    }
    return this;
  }

  private EntityAssert along(EdgeKind kind, String wanted, Predicate<Entity> matches) {
    List<Entity> targets =
        edges(kind).stream().map(edge -> graph.entity(edge.to())).filter(matches).toList();
    if (targets.size() != 1) {
      failWithMessage(
          "%s has %s edges of kind %s to %s; its edges: %s",
          describe(actual), targets.size(), kind.word(), wanted, describeEdges());
    }
    return new EntityAssert(graph, targets.get(0));
  }

  private List<Edge> edges(EdgeKind kind) {
    return graph.from(actual.id()).stream().filter(edge -> edge.kind() == kind).toList();
  }

  private List<String> describeEdges() {
    return graph.from(actual.id()).stream()
        .map(edge -> edge.kind().word() + " " + describe(graph.entity(edge.to())))
        .toList();
  }

  static String describe(Entity entity) {
    return entity.id()
        + " "
        + entity.type()
        + " \""
        + entity.name()
        + "\" "
        + entity.state()
        + " "
        + entity.attributes();
  }
}
