package dev.peeps.cli.source;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Findings that a target brought along, in place of what its graph alone would give. */
final class Brought {
  private Brought() {}

  /**
   * The findings of the graph, without those that are only about these processes, and with the
   * brought ones, which may be none.
   *
   * @param saved ids of the processes that the brought ones are about
   */
  static List<Finding> instead(
      List<Finding> found, List<Finding> brought, Set<String> saved, Graph graph) {
    List<Finding> all = new ArrayList<>(brought);
    for (Finding finding : found) {
      if (!saved.containsAll(processes(finding, graph))) {
        all.add(finding);
      }
    }
    return all;
  }

  private static Set<String> processes(Finding finding, Graph graph) {
    Set<String> processes = new HashSet<>();
    for (String id : finding.chain()) {
      Entity entity = graph.entity(id);
      if (entity != null) {
        processes.add(entity.process());
      }
    }
    return processes;
  }
}
