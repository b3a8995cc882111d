package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import dev.peeps.graph.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of a graph that a {@link Selection} asks for: the tasks that it selects, everything they
 * need, directly and through others, and the locks and executors that were asked for by name.
 */
final class TaskFilter {
  private final Graph whole;
  private final Set<String> tasks = new HashSet<>();
  private final Set<String> things = new HashSet<>();
  private Graph graph;

  private TaskFilter(Graph whole) {
    this.whole = whole;
  }

  static TaskFilter of(Graph whole, Selection selection) {
    TaskFilter filter = new TaskFilter(whole);
    Set<String> ofLocks = filter.ofLocks(selection.lock());
    Set<String> ofExecutors = filter.ofExecutors(selection.executor());
    for (Entity entity : whole.entities()) {
      if (entity.kind().isTask()
          && (selection.task() == null || matches(entity, selection.task()))
          && (ofLocks == null || ofLocks.contains(entity.id()))
          && (ofExecutors == null || ofExecutors.contains(entity.id()))) {
        filter.tasks.add(entity.id());
      }
    }
    filter.graph = Part.of(whole, filter.kept());
    return filter;
  }

  /** Tasks at the locks that are asked for; null when none is. */
  private Set<String> ofLocks(Pattern pattern) {
    if (pattern == null) {
      return null;
    }
    Set<String> near = new HashSet<>();
    for (Entity entity : whole.entities()) {
      if (!entity.kind().isTask()
          && entity.kind() != EntityKind.EXECUTOR
          && isCalled(entity, pattern)) {
        things.add(entity.id());
        for (Edge edge : whole.to(entity.id())) {
          near.add(edge.from());
        }
        for (Edge edge : whole.from(entity.id())) {
          near.add(edge.to());
        }
      }
    }
    return near;
  }

  /** Tasks that run on the executors that are asked for, or are queued; null when none is. */
  private Set<String> ofExecutors(Pattern pattern) {
    if (pattern == null) {
      return null;
    }
    Set<String> found = new HashSet<>();
    Set<String> near = new HashSet<>();
    for (Entity entity : whole.entities()) {
      if (entity.kind() == EntityKind.EXECUTOR && isCalled(entity, pattern)) {
        found.add(entity.id());
        for (Edge edge : whole.to(entity.id())) {
          if (edge.kind() == EdgeKind.RUNS_ON || edge.kind() == EdgeKind.NEEDS) {
            near.add(edge.from());
          }
        }
      }
    }
    for (Scope scope : whole.scopes()) {
      if (scope.entity() != null && found.contains(scope.entity())) {
        near.addAll(scope.members());
      }
    }
    things.addAll(found);
    return near;
  }

  private static boolean isCalled(Entity entity, Pattern pattern) {
    return pattern.matcher(entity.name()).find()
        || pattern.matcher(entity.id()).find()
        || pattern.matcher(entity.type()).find()
        || pattern.matcher(Labels.shortOf(entity)).find();
  }

  /** The tasks, what was asked for by name, and what they need. */
  private Set<String> kept() {
    Set<String> kept = new HashSet<>(tasks);
    kept.addAll(things);
    ArrayDeque<String> open = new ArrayDeque<>(kept);
    while (!open.isEmpty()) {
      for (Edge edge : whole.from(open.remove())) {
        if (kept.add(edge.to())) {
          open.add(edge.to());
        }
      }
    }
    return kept;
  }

  private static boolean matches(Entity task, Pattern pattern) {
    if (pattern.matcher(task.name()).find()) {
      return true;
    }
    for (String frame : task.stack()) {
      if (pattern.matcher(frame).find()) {
        return true;
      }
    }
    for (String frame : task.logicalStack()) {
      if (pattern.matcher(frame).find()) {
        return true;
      }
    }
    return false;
  }

  /** What is left; processes and notices are all there. */
  Graph graph() {
    return graph;
  }

  /** How many tasks were selected. */
  int found() {
    return tasks.size();
  }

  /** The findings in which any of the selected tasks, locks or executors has a part. */
  List<Finding> findings(List<Finding> all) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : all) {
      if (!Collections.disjoint(tasks, finding.tasks())
          || !Collections.disjoint(things, finding.chain())) {
        kept.add(finding);
      }
    }
    return kept;
  }
}
