package dev.peeps.harness;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Reads a graph as a sentence: {@code
 * assertThatGraph(g).task("order-writer").needs("ReentrantLock").heldBy("auditor")}. Failures show
 * what the entity has instead.
 */
public final class GraphAssert extends AbstractAssert<GraphAssert, Graph> {

  private GraphAssert(Graph graph) {
    super(graph, GraphAssert.class);
  }

  public static GraphAssert assertThatGraph(Graph graph) {
    return new GraphAssert(graph);
  }

  /** The only task of this name. */
  public EntityAssert task(String name) {
    return only("task '" + name + "'", tasks(name));
  }

  /** The only entity whose type ends with this text. */
  public EntityAssert only(String type) {
    return only(
        "entity of type …" + type,
        actual.entities().stream().filter(entity -> entity.type().endsWith(type)).toList());
  }

  /** The only entity whose type ends with this text and whose attribute has this value. */
  public EntityAssert only(String type, String attribute, Object value) {
    return only(
        "entity of type …" + type + " with " + attribute + " = " + value,
        actual.entities().stream()
            .filter(entity -> entity.type().endsWith(type))
            .filter(entity -> value.equals(entity.attributes().get(attribute)))
            .toList());
  }

  /** A notice of this code is there. */
  public GraphAssert hasNotice(String code) {
    if (actual.notices().stream().noneMatch(notice -> notice.code().equals(code))) {
      failWithMessage(
          "no notice '%s', only %s",
          code, actual.notices().stream().map(n -> n.code() + " " + n.text()).toList());
    }
    return this;
  }

  private List<Entity> tasks(String name) {
    return actual.entities().stream()
        .filter(entity -> entity.kind().isTask() && entity.name().equals(name))
        .toList();
  }

  private EntityAssert only(String what, List<Entity> found) {
    if (found.size() != 1) {
      failWithMessage(
          "expected one %s, found %s among %s",
          what, found.stream().map(EntityAssert::describe).toList(), all());
    }
    return new EntityAssert(actual, found.get(0));
  }

  private List<String> all() {
    return actual.entities().stream().map(EntityAssert::describe).toList();
  }
}
