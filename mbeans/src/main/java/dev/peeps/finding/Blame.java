package dev.peeps.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which findings are the consequence of others, and which say nothing that others do not. */
public final class Blame {
  private static final int NOBODY = -1;

  private Blame() {}

  /**
   * For each finding, in the same order, the place of the one that it follows from: whose tasks,
   * all that it blocks, include all tasks on the chain of this one, or into whose tasks that chain
   * leads ({@link Onward}). -1 for a root cause; never in a circle. Cost: linear in the tasks and
   * chains of all, times the findings that share a task.
   *
   * @param findings in the order of {@link Findings#find}
   */
  public static int[] causes(List<Finding> findings) {
    List<Set<String>> blocked = new ArrayList<>();
    Map<String, List<Integer>> blockers = new HashMap<>();
    for (int place = 0; place < findings.size(); place++) {
      blocked.add(new HashSet<>(findings.get(place).tasks()));
      for (String task : findings.get(place).tasks()) {
        List<Integer> places = blockers.get(task);
        if (places == null) { // no lambda: the first of a JVM costs a dump on JDK 17 some 10 ms
          places = new ArrayList<>(1);
          blockers.put(task, places);
        }
        places.add(place);
      }
    }
    Onward onward = new Onward(findings);
    int[] causes = new int[findings.size()];
    for (int place = 0; place < causes.length; place++) {
      causes[place] = cause(findings, place, blocked, blockers);
      if (causes[place] == NOBODY && onward.cause(place) < place) {
        causes[place] = onward.cause(place);
      }
    }
    return causes;
  }

  /** The first that blocks all of this one's own tasks, and comes before it: no circle closes. */
  private static int cause(
      List<Finding> findings,
      int place,
      List<Set<String>> blocked,
      Map<String, List<Integer>> blockers) {
    Finding finding = findings.get(place);
    Set<String> own = new HashSet<>(finding.chain());
    own.retainAll(blocked.get(place));
    if (own.isEmpty()) {
      return NOBODY;
    }
    for (int other : blockers.get(own.iterator().next())) {
      if (other < place && blocked.get(other).containsAll(own)) {
        return other;
      }
    }
    return NOBODY;
  }

  /**
   * Without those that are only possible and whose tasks a surer one blocks: one hang has one
   * verdict.
   */
  static List<Finding> withoutEchoes(List<Finding> findings) {
    boolean any = false;
    for (Finding finding : findings) {
      any |= finding.certainty() == Certainty.POSSIBLE;
    }
    if (!any) {
      return findings;
    }
    Set<String> explained = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.certainty() != Certainty.POSSIBLE) {
        explained.addAll(finding.tasks());
      }
    }
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.certainty() != Certainty.POSSIBLE
          || finding.tasks().isEmpty()
          || !explained.containsAll(finding.tasks())) {
        left.add(finding);
      }
    }
    return left;
  }
}
