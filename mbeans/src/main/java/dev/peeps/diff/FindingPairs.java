package dev.peeps.diff;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings of two pictures: the same one is of the same kind and has a thread of its chain in
 * common; where there is none in it, anything of its chain, and the place in the code.
 */
final class FindingPairs {
  private final List<Finding> same = new ArrayList<>();
  private final List<Finding> added = new ArrayList<>();
  private final List<Finding> gone;

  FindingPairs(List<Finding> before, List<Finding> after, Graph first, Matching matching) {
    this.gone = new ArrayList<>(before);
    for (Finding finding : after) {
      Finding known = null;
      for (Finding old : gone) {
        if (known == null && isSame(old, finding, first, matching)) {
          known = old;
        }
      }
      gone.remove(known);
      (known == null ? added : same).add(finding);
    }
  }

  private static boolean isSame(Finding old, Finding now, Graph first, Matching matching) {
    return old.kind() == now.kind()
        && (!Collections.disjoint(chain(old, first, matching, true), now.chain())
            || (old.site().equals(now.site())
                && !Collections.disjoint(chain(old, first, matching, false), now.chain())));
  }

  /** Ids in the second picture of the members of the chain. */
  private static Set<String> chain(Finding old, Graph first, Matching matching, boolean threads) {
    Set<String> ids = new HashSet<>();
    boolean any = false;
    for (String id : old.chain()) {
      Entity member = first.entity(id);
      if (member != null) {
        any |= Matching.isThread(member);
      }
      Entity now = member == null ? null : matching.of(member);
      if (now != null && Matching.isThread(member) == threads) {
        ids.add(now.id());
      }
    }
    return !threads && any ? Set.of() : ids;
  }

  List<Finding> same() {
    return Collections.unmodifiableList(same);
  }

  List<Finding> added() {
    return Collections.unmodifiableList(added);
  }

  List<Finding> gone() {
    return Collections.unmodifiableList(gone);
  }
}
