package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is said of findings that a second cut does not show any more. */
final class Gone {
  private Gone() {}

  /** One for each of the findings of which nothing is left. */
  static List<GraphNotice> notices(List<Finding> findings, List<Finding> left, SecondLook look) {
    Set<String> stillStuck = new HashSet<>();
    for (Finding finding : left) {
      stillStuck.addAll(finding.culprits());
      stillStuck.addAll(finding.chain());
    }
    List<GraphNotice> notices = new ArrayList<>();
    for (Finding finding : findings) {
      if (Collections.disjoint(stillStuck, finding.chain())) {
        notices.add(notice(finding, look));
      }
    }
    return notices;
  }

  private static GraphNotice notice(Finding finding, SecondLook look) {
    StringBuilder text = new StringBuilder("gone in the second cut, and so not reported: ");
    text.append(finding.summary());
    for (String id : finding.culprits()) {
      Entity then = look.first().entity(id);
      if (look.waiter(then, look.second().entity(id)) == SecondLook.Outcome.CHANGED) {
        text.append(" (").append(Labels.of(then)).append(" has moved on)");
        break;
      }
    }
    return new GraphNotice(
        look.first().entity(finding.chain().get(0)).process(),
        Confirmation.GONE,
        1,
        text.append('.').toString());
  }
}
