package dev.peeps.render;

import dev.peeps.graph.Graph;
import dev.peeps.graph.Waits;
import java.io.IOException;

/** What every section of a text report needs. */
final class Scene {
  final Graph graph;
  final Links links;
  final Waits waits;
  final ReportOptions options;
  final Page page;
  final Names names;
  final Reasons reasons;
  private final StringBuilder hidden = new StringBuilder();

  Scene(Graph graph, ReportOptions options, Page page) {
    this(graph, options, page, new Links(graph), new Waits(graph));
  }

  /** The same scene on another page. */
  Scene(Scene scene, Page page) {
    this(scene.graph, scene.options, page, scene.links, scene.waits);
  }

  private Scene(Graph graph, ReportOptions options, Page page, Links links, Waits waits) {
    this.graph = graph;
    this.links = links;
    this.waits = waits;
    this.options = options;
    this.page = page;
    this.names = new Names(page, graph.processes().size() > 1);
    this.reasons = new Reasons(this);
  }

  /** Remembers what a section leaves out unless --all is given. */
  void hidden(int count, String one, String many) {
    if (count > 0) {
      hidden.append(hidden.length() == 0 ? "" : ", ");
      hidden.append(Numbers.count(count)).append(' ').append(count == 1 ? one : many);
    }
  }

  /** Says what was left out since the last time. */
  void sayHidden() throws IOException {
    if (hidden.length() > 0) {
      page.put("Shown with --all: ").put(hidden.toString()).nl();
      hidden.setLength(0);
    }
  }

  /** How many of so many entries are shown. */
  int shown(int size) {
    return options.top() == 0 ? size : Math.min(options.top(), size);
  }
}
