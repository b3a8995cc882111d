package dev.peeps.finding;

import java.util.List;

/**
 * Finds deadlocks: sets of tasks of which each needs what only the others can give, with all-of and
 * any-of waits (knots, not just circles), whatever the tasks and resources are.
 *
 * <p>One finding per knot. What is unknown never makes a deadlock: who may hold a semaphore's
 * permits or complete a future by hand is not recorded, and counts as somebody who will. Timed
 * waits and idle tasks count as going on. Cost: linear in the edges of the graph, plus a traversal
 * of what waits behind each deadlock.
 */
final class DeadlockDetector implements Detector {
  @Override
  public FindingKind kind() {
    return FindingKind.DEADLOCK;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    return KnotFindings.of(inquiry, FindingKind.DEADLOCK);
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "deadlock" : "deadlocks";
  }
}
