package dev.peeps.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
   * all that it blocks, include all tasks on the chain of this one, or into whose tasks the chain
   * of this one leads. -1 for a root cause; never in a circle. Cost: linear in the tasks and chains
   * of all, times the findings that share a task.
   *
   * @param findings in the order of {@link Findings#find}
   */
  public static int[] causes(List<Finding> findings) {
    Map<String, List<Integer>> blockers = blockers(findings);
    List<Set<String>> blocked = blocked(findings);
    int[] onward = onward(findings, blocked, blockers);
    int[] causes = new int[findings.size()];
    for (int place = 0; place < causes.length; place++) {
      causes[place] = cause(findings, place, blocked, blockers);
      if (causes[place] == NOBODY && onward[place] < place) {
        causes[place] = onward[place];
      }
    }
    return causes;
  }

  private static List<Set<String>> blocked(List<Finding> findings) {
    List<Set<String>> blocked = new ArrayList<>();
    for (Finding finding : findings) {
      blocked.add(new HashSet<>(finding.tasks()));
    }
    return blocked;
  }

  /** Task → places of the findings that block it. */
  private static Map<String, List<Integer>> blockers(List<Finding> findings) {
    Map<String, List<Integer>> blockers = new HashMap<>();
    for (int place = 0; place < findings.size(); place++) {
      for (String task : findings.get(place).tasks()) {
        List<Integer> places = blockers.get(task);
        if (places == null) { // no lambda: the first of a JVM costs a dump on JDK 17 some 10 ms
          places = new ArrayList<>(1);
          blockers.put(task, places);
        }
        places.add(place);
      }
    }
    return blockers;
  }

  /**
   * For each finding the place of one, as sure as an alarm, that blocks a task further down its
   * chain; -1 when there is none, or when that leads back here.
   */
  private static int[] onward(
      List<Finding> findings, List<Set<String>> blocked, Map<String, List<Integer>> blockers) {
    int[] onward = new int[findings.size()];
    Arrays.fill(onward, NOBODY);
    for (int place = 0; place < onward.length; place++) {
      if (findings.get(place).certainty() == Certainty.POSSIBLE) {
        continue;
      }
      for (String id : findings.get(place).chain()) {
        if (onward[place] == NOBODY && !blocked.get(place).contains(id)) {
          for (int other : blockers.getOrDefault(id, List.of())) {
            if (findings.get(other).certainty() != Certainty.POSSIBLE
                && root(onward, other) != place) {
              onward[place] = other;
              break;
            }
          }
        }
      }
    }
    return onward;
  }

  private static int root(int[] onward, int place) {
    int root = place;
    while (onward[root] != NOBODY) {
      root = onward[root];
    }
    return root;
  }

  /**
   * The same findings; one into whose tasks the chains of others lead comes before these, and where
   * its tasks and theirs together place it.
   *
   * @param findings heaviest first, those that are only possible last
   */
  static List<Finding> rootsFirst(List<Finding> findings) {
    List<Set<String>> together = blocked(findings);
    int[] onward = onward(findings, together, blockers(findings));
    boolean any = false;
    for (int place = 0; place < onward.length; place++) {
      for (int cause = onward[place]; cause != NOBODY; cause = onward[cause]) {
        together.get(cause).addAll(findings.get(place).tasks());
        any = true;
      }
    }
    if (!any) {
      return findings;
    }
    List<Integer> places = new ArrayList<>(onward.length);
    for (int place = 0; place < onward.length; place++) {
      places.add(place);
    }
    places.sort(new TogetherFirst(findings, together, onward));
    List<Finding> ordered = new ArrayList<>(onward.length);
    for (int place : places) {
      ordered.add(findings.get(place));
    }
    return ordered;
  }

  /** Those with most behind them first, a cause before its consequences, else as they were. */
  private static final class TogetherFirst implements Comparator<Integer> {
    private final List<Finding> findings;
    private final List<Set<String>> together;
    private final int[] onward;

    TogetherFirst(List<Finding> findings, List<Set<String>> together, int[] onward) {
      this.findings = findings;
      this.together = together;
      this.onward = onward;
    }

    @Override
    public int compare(Integer one, Integer other) {
      boolean onlyPossible = findings.get(one).certainty() == Certainty.POSSIBLE;
      if (onlyPossible != (findings.get(other).certainty() == Certainty.POSSIBLE)) {
        return onlyPossible ? 1 : -1;
      }
      int bySize = Integer.compare(together.get(other).size(), together.get(one).size());
      if (bySize != 0) {
        return bySize;
      }
      int byDepth = Integer.compare(depth(one), depth(other));
      return byDepth != 0 ? byDepth : Integer.compare(one, other);
    }

    private int depth(int place) {
      int depth = 0;
      for (int next = onward[place]; next != NOBODY; next = onward[next]) {
        depth++;
      }
      return depth;
    }
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
