package dev.peeps.render;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Waits;
import java.util.ArrayList;
import java.util.List;

/** What every section of a text report about one process needs. */
final class Scene {
  final Graph graph;
  final Census census;
  final Waits waits;
  final ReportOptions options;
  final Page page;
  final Names names;
  final Reasons reasons;

  /**
   * @param process id of the process the sections are about, or null for all
   * @param waits of this graph
   */
  Scene(Graph graph, String process, Waits waits, ReportOptions options, Page page) {
    this.graph = graph;
    this.census = new Census(graph, process);
    this.waits = waits;
    this.options = options;
    this.page = page;
    this.names = new Names(page, graph.processes().size() > 1);
    this.reasons = new Reasons(this);
  }

  /** Tasks that wait for this entity itself and not just for work, in the graph's order. */
  List<Entity> waiters(Entity entity) {
    List<Entity> waiters = new ArrayList<>();
    for (Entity waiter : waits.waitersOf(entity.id())) {
      if (!waiter.idle()) {
        waiters.add(waiter);
      }
    }
    return waiters;
  }

  /** How many of so many entries are shown. */
  int shown(int size) {
    return options.top() == 0 ? size : Math.min(options.top(), size);
  }
}
