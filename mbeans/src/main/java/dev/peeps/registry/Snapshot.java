package dev.peeps.registry;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.render.Summary;
import java.util.List;

/** What one cut of this process showed. Immutable. */
final class Snapshot {
  private final Graph graph;
  private final List<Finding> findings;
  private final Summary summary;

  Snapshot(Graph graph, List<Finding> findings) {
    this.graph = graph;
    this.findings = List.copyOf(findings);
    this.summary = Summary.of(graph, findings);
  }

  Graph graph() {
    return graph;
  }

  List<Finding> findings() {
    return findings;
  }

  Summary summary() {
    return summary;
  }

  ProcessInfo process() {
    return graph.processes().get(0);
  }
}
