package dev.peeps.finding;

import dev.peeps.graph.GraphNotice;
import java.util.List;

/**
 * Looks for one kind of finding. Three faces: the check, one full sentence (in each finding's
 * summary), and a fragment that follows a count.
 */
public interface Detector {

  FindingKind kind();

  /**
   * All findings of this kind, heaviest first; empty when there is none. Never more certain than
   * {@link Certainty#LIKELY} unless nothing live could have moved; {@link Confirmation} raises it.
   */
  List<Finding> check(Inquiry inquiry);

  /** What the last {@link #check} left out, counted; empty when nothing. */
  default List<GraphNotice> notices() {
    return List.of();
  }

  /** What stands behind a count: {@code fragment(2)} is {@code "deadlocks"}. */
  String fragment(long count);
}
