package dev.peeps.render;

import dev.peeps.graph.Graph;
import dev.peeps.graph.Waits;

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

  /** How many of so many entries are shown. */
  int shown(int size) {
    return options.top() == 0 ? size : Math.min(options.top(), size);
  }
}
