package dev.peeps.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings whose chain leads on into the tasks of another one, or over a member of a knot: that one
 * is the cause. Only what is no knot leads on, since a knot is its own end. Cost: linear in the
 * chains and tasks of these, and in the tasks of all; nothing where all are knots.
 */
final class Onward {
  static final int NOBODY = -1;

  private final List<Finding> findings;

  /** For each finding the place of its cause, or {@link #NOBODY}; never in a circle. */
  private final int[] causes;

  private boolean any;

  /**
   * @param findings in any order
   */
  Onward(List<Finding> findings) {
    this.findings = findings;
    this.causes = new int[findings.size()];
    Arrays.fill(causes, NOBODY);
    overKnots();
    Map<String, List<Integer>> blockers = sought();
    if (blockers.isEmpty()) {
      return;
    }
    for (int place = 0; place < causes.length; place++) {
      if (isAlarm(place)) {
        for (String task : findings.get(place).tasks()) {
          List<Integer> places = blockers.get(task);
          if (places != null) {
            places.add(place);
          }
        }
      }
    }
    for (int place = 0; place < causes.length; place++) {
      for (String id : further(place)) {
        for (int other : blockers.get(id)) {
          if (causes[place] == NOBODY && root(other) != place) {
            causes[place] = other;
            any = true;
          }
        }
      }
    }
  }

  int cause(int place) {
    return causes[place];
  }

  /**
   * What is lost because only a member of a deadlock could bring it says what the deadlock does,
   * and not why: that stands in the circle of those who need each other.
   */
  private void overKnots() {
    Map<String, Integer> members = new HashMap<>();
    for (int place = 0; place < causes.length; place++) {
      if (isAlarm(place) && findings.get(place).kind() == FindingKind.DEADLOCK) {
        for (String id : own(findings.get(place))) {
          members.putIfAbsent(id, place);
        }
      }
    }
    for (int place = 0; place < causes.length && !members.isEmpty(); place++) {
      if (isAlarm(place) && findings.get(place).kind() == FindingKind.LOST) {
        for (String id : own(findings.get(place))) {
          if (causes[place] == NOBODY && members.containsKey(id)) {
            causes[place] = members.get(id);
            any = true;
          }
        }
      }
    }
  }

  /** The tasks on its chain that it blocks. */
  private static Set<String> own(Finding finding) {
    Set<String> own = new LinkedHashSet<>(finding.chain());
    own.retainAll(new HashSet<>(finding.tasks()));
    return own;
  }

  private boolean isAlarm(int place) {
    return findings.get(place).certainty() != Certainty.POSSIBLE;
  }

  /** What the chains lead to beyond their own tasks, with room for those who block that. */
  private Map<String, List<Integer>> sought() {
    Map<String, List<Integer>> sought = new HashMap<>();
    for (int place = 0; place < causes.length; place++) {
      for (String id : further(place)) {
        if (!sought.containsKey(id)) {
          sought.put(id, new ArrayList<>(1));
        }
      }
    }
    return sought;
  }

  private List<String> further(int place) {
    Finding finding = findings.get(place);
    switch (finding.kind()) {
      case DEADLOCK:
      case STARVATION:
      case SELF:
        return List.of();
      default:
        break;
    }
    if (!isAlarm(place)) {
      return List.of();
    }
    Set<String> own = new HashSet<>(finding.tasks());
    List<String> further = new ArrayList<>();
    for (String id : finding.chain()) {
      if (!own.contains(id)) {
        further.add(id);
      }
    }
    return further;
  }

  private int root(int place) {
    int root = place;
    while (causes[root] != NOBODY) {
      root = causes[root];
    }
    return root;
  }

  private int depth(int place) {
    int depth = 0;
    for (int next = causes[place]; next != NOBODY; next = causes[next]) {
      depth++;
    }
    return depth;
  }

  /**
   * The same findings; a cause comes before what leads to it, and where its tasks and theirs
   * together place it.
   *
   * @param findings heaviest first, those that are only possible last
   */
  static List<Finding> causesFirst(List<Finding> findings) {
    Onward onward = new Onward(findings);
    if (!onward.any) {
      return findings;
    }
    List<Integer> places = new ArrayList<>(findings.size());
    for (int place = 0; place < findings.size(); place++) {
      places.add(place);
    }
    places.sort(new HeaviestTogether(onward));
    List<Finding> ordered = new ArrayList<>(findings.size());
    for (int place : places) {
      ordered.add(findings.get(place));
    }
    return ordered;
  }

  /** Those with most behind them first, a cause before its consequences, else as they were. */
  private static final class HeaviestTogether implements Comparator<Integer> {
    private final Onward onward;
    private final int[] tasks;

    HeaviestTogether(Onward onward) {
      this.onward = onward;
      this.tasks = new int[onward.causes.length];
      Map<Integer, Set<String>> together = new HashMap<>();
      for (int place = 0; place < tasks.length; place++) {
        tasks[place] = onward.findings.get(place).tasks().size();
        for (int cause = onward.cause(place); cause != NOBODY; cause = onward.cause(cause)) {
          Set<String> all = together.get(cause);
          if (all == null) {
            all = new HashSet<>(onward.findings.get(cause).tasks());
            together.put(cause, all);
          }
          all.addAll(onward.findings.get(place).tasks());
        }
      }
      for (Map.Entry<Integer, Set<String>> all : together.entrySet()) {
        tasks[all.getKey()] = all.getValue().size();
      }
    }

    @Override
    public int compare(Integer one, Integer other) {
      if (onward.isAlarm(one) != onward.isAlarm(other)) {
        return onward.isAlarm(one) ? -1 : 1;
      }
      int byTasks = Integer.compare(tasks[other], tasks[one]);
      if (byTasks != 0) {
        return byTasks;
      }
      int byDepth = Integer.compare(onward.depth(one), onward.depth(other));
      return byDepth != 0 ? byDepth : Integer.compare(one, other);
    }
  }
}
