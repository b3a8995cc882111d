package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.List;

/** What every section of a text report needs. */
final class Scene {
  final Graph graph;
  final Links links;
  final Waits waits;
  final ReportOptions options;
  final Page page;
  final Names names;
  final Reasons reasons;

  Scene(Graph graph, ReportOptions options, Page page) {
    this.graph = graph;
    this.links = new Links(graph);
    this.waits = new Waits(graph);
    this.options = options;
    this.page = page;
    this.names = new Names(page, graph.processes().size() > 1);
    this.reasons = new Reasons(this);
  }

  /** The edges over which tasks need this entity itself and not just work, in the graph's order. */
  List<Edge> waiting(Entity entity) {
    List<Edge> waiting = new ArrayList<>();
    for (Edge edge : graph.to(entity.id())) {
      if (edge.kind() == EdgeKind.NEEDS && Links.isWaiter(graph.entity(edge.from()))) {
        waiting.add(edge);
      }
    }
    return waiting;
  }

  /** How many of so many entries are shown. */
  int shown(int size) {
    return options.top() == 0 ? size : Math.min(options.top(), size);
  }
}
