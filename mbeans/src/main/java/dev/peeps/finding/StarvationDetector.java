package dev.peeps.finding;

import java.util.List;

/**
 * Finds executors whose workers all wait, directly or through others, for what is queued in that
 * same executor. To the graph such an executor goes on when one of its workers does (a choice), and
 * a queued task when its executor does, so that starvation is a knot with an executor in it.
 * Whether one more worker could start is the layout's to say: it leaves the choice out then. Cost:
 * see {@link DeadlockDetector}; both look at the same knots.
 */
final class StarvationDetector implements Detector {
  @Override
  public FindingKind kind() {
    return FindingKind.STARVATION;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    return KnotFindings.of(inquiry, FindingKind.STARVATION);
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "starved executor" : "starved executors";
  }
}
