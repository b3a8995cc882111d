package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A part of a graph: some of its entities and what is between them. */
final class Part {
  private Part() {}

  /** The entities of these ids with their edges and scopes, all processes and all notices. */
  static Graph of(Graph whole, Set<String> kept) {
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
}
