package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which findings a second cut is about: those of the processes that have taken one. */
final class Asked {
  private final Graph graph;
  private final Set<String> processes = new HashSet<>();

  Asked(Graph first, Graph second) {
    graph = first;
    for (ProcessInfo process : second.processes()) {
      processes.add(process.id());
    }
    for (Entity entity : second.entities()) {
      processes.add(entity.process());
    }
  }

  List<Finding> of(List<Finding> findings) {
    return those(findings, true);
  }

  /** All others. */
  List<Finding> notOf(List<Finding> findings) {
    return those(findings, false);
  }

  private List<Finding> those(List<Finding> findings, boolean asked) {
    List<Finding> those = new ArrayList<>();
    for (Finding finding : findings) {
      if (isAny(finding.chain()) == asked) {
        those.add(finding);
      }
    }
    return those;
  }

  /** True when one of them is of such a process, as in a finding over several. */
  private boolean isAny(List<String> ids) {
    for (String id : ids) {
      Entity entity = graph.entity(id);
      if (entity != null && processes.contains(entity.process())) {
        return true;
      }
    }
    return false;
  }
}
