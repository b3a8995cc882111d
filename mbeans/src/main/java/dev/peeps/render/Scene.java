package dev.peeps.render;

import dev.peeps.graph.Graph;

/** What every section of a text report about one process needs. */
final class Scene {
  final Graph graph;
  final Census census;
  final Blocked blocked;
  final ReportOptions options;
  final Page page;
  final Names names;
  final Reasons reasons;

  /**
   * @param process id of the process the sections are about, or null for all
   */
  Scene(Graph graph, String process, ReportOptions options, Page page) {
    this.graph = graph;
    this.census = new Census(graph, process);
    this.blocked = new Blocked(graph);
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
