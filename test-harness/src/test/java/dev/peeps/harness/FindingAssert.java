package dev.peeps.harness;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one verdict: how sure, who, what, where. */
public final class FindingAssert extends AbstractAssert<FindingAssert, Finding> {
  private final Graph graph;

  FindingAssert(Finding finding, Graph graph) {
    super(finding, FindingAssert.class);
    this.graph = graph;
  }

  public FindingAssert is(Certainty certainty) {
    if (actual.certainty() != certainty) {
      failWithMessage("%s, not %s: %s", actual.certainty(), certainty, describe());
    }
    return this;
  }

  /** All of these texts are in its sentence. */
  public FindingAssert says(String... texts) {
    for (String text : texts) {
      if (!actual.summary().contains(text)) {
        failWithMessage("'%s' is not said in: %s", text, describe());
      }
    }
    return this;
  }

  /** The place in the code. */
  public FindingAssert isAt(String site) {
    if (!actual.site().contains(site)) {
      failWithMessage("the site is not %s: %s", site, describe());
    }
    return this;
  }

  /** All of these, by name or by the end of their type, are among those to look at first. */
  public FindingAssert blames(String... names) {
    return contains("culprits", actual.culprits(), names);
  }

  /** All of these are among the tasks that it blocks. */
  public FindingAssert blocks(String... names) {
    return contains("tasks", actual.tasks(), names);
  }

  /** All of these are on the way from who is stuck to the cause. */
  public FindingAssert leadsThrough(String... names) {
    return contains("chain", actual.chain(), names);
  }

  /** At least so many tasks hang on it. */
  public FindingAssert blocksAtLeast(int count) {
    if (actual.tasks().size() < count) {
      failWithMessage("only %s tasks: %s", actual.tasks().size(), describe());
    }
    return this;
  }

  private FindingAssert contains(String what, List<String> ids, String... names) {
    for (String name : names) {
      if (ids.stream().map(graph::entity).noneMatch(entity -> isCalled(entity, name))) {
        failWithMessage("'%s' is not among the %s: %s", name, what, describe());
      }
    }
    return this;
  }

  private static boolean isCalled(Entity entity, String name) {
    return entity.name().contains(name) || entity.type().endsWith(name);
  }

  private String describe() {
    return actual.kind().word()
        + " "
        + actual.certainty().word()
        + " "
        + actual.summary()
        + " chain "
        + actual.chain().stream().map(graph::entity).toList()
        + " tasks "
        + actual.tasks().stream().map(graph::entity).toList()
        + " site "
        + actual.site()
        + " doubt "
        + actual.doubt();
  }
}
