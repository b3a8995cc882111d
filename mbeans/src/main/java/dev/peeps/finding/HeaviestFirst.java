package dev.peeps.finding;

import java.util.Comparator;

/**
 * What is only possible comes last; else by tasks blocked, then by certainty; what is equal keeps
 * the order of the graph. A root cause blocks everything that its consequences block, and so comes
 * before them.
 */
final class HeaviestFirst implements Comparator<Finding> {
  @Override
  public int compare(Finding one, Finding other) {
    boolean onlyPossible = one.certainty() == Certainty.POSSIBLE;
    if (onlyPossible != (other.certainty() == Certainty.POSSIBLE)) {
      return onlyPossible ? 1 : -1;
    }
    int byTasks = Integer.compare(other.tasks().size(), one.tasks().size());
    return byTasks != 0 ? byTasks : one.certainty().compareTo(other.certainty());
  }
}
