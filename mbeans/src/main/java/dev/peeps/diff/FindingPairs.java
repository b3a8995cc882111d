package dev.peeps.diff;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Findings of two pictures: the same one is of the same kind and has a thread of its chain in
 * common; where there is none in it, anything of its chain, and the place in the code.
 */
final class FindingPairs {
  private final List<Finding> same = new ArrayList<>();
  private final List<Finding> added = new ArrayList<>();
  private final List<Finding> gone = new ArrayList<>();

  FindingPairs(List<Finding> before, List<Finding> after, Graph first, Matching matching) {
    List<Old> open = new ArrayList<>();
    for (Finding old : before) {
      open.add(new Old(old, chain(old, first, matching, true), chain(old, first, matching, false)));
    }
    for (Finding finding : after) {
      (take(finding, open) ? same : added).add(finding);
    }
    for (Old old : open) {
      gone.add(old.finding);
    }
  }

  /** Takes the first out that is the same finding; false when there is none. */
  private static boolean take(Finding now, List<Old> open) {
    for (Iterator<Old> each = open.iterator(); each.hasNext(); ) {
      if (each.next().isSame(now)) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  /** Ids in the second picture of the members of the chain. */
  private static Set<String> chain(Finding old, Graph first, Matching matching, boolean threads) {
    Set<String> ids = new HashSet<>();
    boolean any = false;
    for (String id : old.chain()) {
      Entity member = first.entity(id);
      if (member != null) {
        any |= member.kind().isThread();
      }
      Entity now = member == null ? null : matching.of(member);
      if (now != null && member.kind().isThread() == threads) {
        ids.add(now.id());
      }
    }
    return !threads && any ? Set.of() : ids;
  }

  /** A finding of the first picture, with the ids that its members have in the second. */
  private static final class Old {
    private final Finding finding;
    private final Set<String> threads;
    private final Set<String> others;

    Old(Finding finding, Set<String> threads, Set<String> others) {
      this.finding = finding;
      this.threads = threads;
      this.others = others;
    }

    boolean isSame(Finding now) {
      return finding.kind() == now.kind()
          && (!Collections.disjoint(threads, now.chain())
              || (finding.site().equals(now.site()) && !Collections.disjoint(others, now.chain())));
    }
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
