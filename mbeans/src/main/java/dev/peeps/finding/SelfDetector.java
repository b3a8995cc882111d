package dev.peeps.finding;

import java.util.List;

/**
 * Finds threads that wait for work which only they can do: the result of a task that they run
 * themselves, or of one that is queued for the only thread of a loop, which they are. A lock that a
 * thread would have to give itself is a deadlock of one. Cost: see {@link DeadlockDetector}; both
 * look at the same knots.
 */
final class SelfDetector implements Detector {
  @Override
  public FindingKind kind() {
    return FindingKind.SELF;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    return KnotFindings.of(inquiry, FindingKind.SELF);
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "task that waits for itself" : "tasks that wait for themselves";
  }
}
