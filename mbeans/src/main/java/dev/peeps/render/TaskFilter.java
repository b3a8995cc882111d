package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of a graph that {@code --task} asks for: the tasks that the expression finds in their
 * name or in a line of their stacks, and everything they need, directly and through others.
 */
final class TaskFilter {
  private final Set<String> tasks = new HashSet<>();
  private final Graph graph;

  private TaskFilter(Graph graph) {
    this.graph = graph;
  }

  static TaskFilter of(Graph whole, Pattern pattern) {
    Set<String> kept = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    Set<String> tasks = new HashSet<>();
    for (Entity entity : whole.entities()) {
      if (entity.kind().isTask() && matches(entity, pattern)) {
        tasks.add(entity.id());
        kept.add(entity.id());
        open.add(entity.id());
      }
    }
    while (!open.isEmpty()) {
      for (Edge edge : whole.from(open.remove())) {
        if (kept.add(edge.to())) {
          open.add(edge.to());
        }
      }
    }
    TaskFilter filter = new TaskFilter(part(whole, kept));
    filter.tasks.addAll(tasks);
    return filter;
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

  private static Graph part(Graph whole, Set<String> kept) {
    Graph.Builder part = new Graph.Builder();
    for (ProcessInfo process : whole.processes()) {
      part.process(process);
    }
    for (Entity entity : whole.entities()) {
      if (kept.contains(entity.id())) {
        part.entity(entity);
      }
    }
    for (Edge edge : whole.edges()) {
      if (kept.contains(edge.from()) && kept.contains(edge.to())) {
        part.edge(edge);
      }
    }
    for (Scope scope : whole.scopes()) {
      List<String> members = new ArrayList<>(scope.members());
      members.retainAll(kept);
      boolean itself = scope.entity() != null && kept.contains(scope.entity());
      if (itself || !members.isEmpty()) {
        String entity = itself ? scope.entity() : null;
        part.scope(
            new Scope(scope.id(), scope.process(), scope.kind(), scope.name(), entity, members));
      }
    }
    for (GraphNotice notice : whole.notices()) {
      part.notice(notice);
    }
    return part.build();
  }

  /** What is left; processes and notices are all there. */
  Graph graph() {
    return graph;
  }

  /** How many tasks the expression found. */
  int found() {
    return tasks.size();
  }

  /** The findings that any of the tasks found has a part in. */
  List<Finding> findings(List<Finding> all) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : all) {
      if (!Collections.disjoint(tasks, finding.tasks())) {
        kept.add(finding);
      }
    }
    return kept;
  }
}
