package dev.peeps.cli.source;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges findings about pictures of one moment. A heap dump has objects and stacks of one
 * safepoint: a wait that cannot end is proved by it, if it is seen and not inferred. Owners of
 * monitors that a thread dump tells are of another moment, and what rests on them stays likely.
 */
final class OneMoment {
  /** What never ends by itself; anything else may have been over a moment later. */
  private static final Set<FindingKind> FOR_EVER =
      EnumSet.of(
          FindingKind.DEADLOCK, FindingKind.STARVATION, FindingKind.ABANDONED, FindingKind.SELF);

  private static final String TOLD_BY = "toldBy";
  private static final String DOUBT =
      "who owns monitors is from a thread dump of another moment than the heap dump";

  private final Set<String> processes = new HashSet<>();
  private final Set<String> withThreads = new HashSet<>();

  /**
   * These processes are shown as they were at one moment.
   *
   * @param threads whether what a thread dump tells of them is of that moment, too
   */
  void add(Set<String> ids, boolean threads) {
    processes.addAll(ids);
    if (threads) {
      withThreads.addAll(ids);
    }
  }

  /** The findings judged anew, in their order. */
  List<Finding> judge(List<Finding> findings, Graph graph) {
    if (processes.isEmpty() || findings.isEmpty()) {
      return findings;
    }
    List<Finding> judged = new ArrayList<>();
    for (Finding finding : findings) {
      judged.add(
          FOR_EVER.contains(finding.kind())
                  && finding.certainty() == Certainty.LIKELY
                  && isWithin(finding, graph)
              ? judge(finding, graph)
              : finding);
    }
    return judged;
  }

  private Finding judge(Finding finding, Graph graph) {
    // What was seen at one moment is as good as what was seen twice.
    List<Finding> same = Confirmation.confirm(List.of(finding), graph, graph);
    Finding confirmed = same.size() == 1 ? same.get(0) : finding;
    return confirmed.certainty() == Certainty.PROVED && isTold(confirmed, graph)
        ? confirmed.with(Certainty.LIKELY, DOUBT)
        : confirmed;
  }

  private boolean isWithin(Finding finding, Graph graph) {
    for (String id : finding.chain()) {
      Entity entity = graph.entity(id);
      if (entity == null || !processes.contains(entity.process())) {
        return false;
      }
    }
    return true;
  }

  private boolean isTold(Finding finding, Graph graph) {
    for (String id : finding.chain()) {
      Entity entity = graph.entity(id);
      if (entity.attributes().get(TOLD_BY) != null && !withThreads.contains(entity.process())) {
        return true;
      }
    }
    return false;
  }
}
