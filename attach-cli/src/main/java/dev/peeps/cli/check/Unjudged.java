package dev.peeps.cli.check;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Processes of which so little was read that nobody can say whether they are stuck: no thread, as
 * from a dump that was cut off early, or nothing but names of threads, as from an hs_err file.
 */
final class Unjudged {
  private static final String NAMES_ONLY = "threads-only";

  private Unjudged() {}

  /** Their ids. Cost: linear in what comes before the first thread of the last process. */
  static List<String> of(Graph graph) {
    Set<String> left = new LinkedHashSet<>();
    for (ProcessInfo process : graph.processes()) {
      left.add(process.id());
    }
    for (Entity entity : graph.entities()) {
      if (left.isEmpty()) {
        break;
      }
      if (entity.kind().isTask()) {
        left.remove(entity.process());
      }
    }
    for (GraphNotice notice : graph.notices()) {
      if (notice.code().equals(NAMES_ONLY)) {
        left.add(notice.process());
      }
    }
    return new ArrayList<>(left);
  }
}
