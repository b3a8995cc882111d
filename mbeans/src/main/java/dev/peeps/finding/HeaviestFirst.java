package dev.peeps.finding;

import java.util.Comparator;

/** By tasks blocked, then by certainty; what is equal keeps the order of the graph. */
final class HeaviestFirst implements Comparator<Finding> {
  @Override
  public int compare(Finding one, Finding other) {
    int byTasks = Integer.compare(other.tasks().size(), one.tasks().size());
    return byTasks != 0 ? byTasks : one.certainty().compareTo(other.certainty());
  }
}
