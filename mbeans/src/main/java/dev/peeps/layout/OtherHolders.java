package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what is waited for and does not wait for it himself: attribute {@code heldByTasks}.
 * Cost: one look at each edge, when it is first asked.
 */
final class OtherHolders {
  private static final int MOST = 50;

  private final Run run;
  private Map<Draft, Set<Draft>> waiters;

  OtherHolders(Run run) {
    this.run = run;
  }

  private Set<Draft> waitersOf(Draft thing) {
    if (waiters == null) {
      waiters = new HashMap<>();
      readWaiters();
    }
    return waiters.getOrDefault(thing, Set.of());
  }

  private void readWaiters() {
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS) {
        Set<Draft> its = waiters.get(edge.to);
        if (its == null) {
          its = new HashSet<>();
          waiters.put(edge.to, its);
        }
        its.add(edge.from);
      }
    }
  }

  /** How many wait for it. */
  int waiters(Draft thing) {
    return waitersOf(thing).size();
  }

  /**
   * Puts those of these threads on a thing that do not wait for it; one that the picture does not
   * have is passed over.
   *
   * @param threads ids of Thread objects
   * @return false when there is none
   */
  boolean tell(Draft thing, long[] threads) {
    Set<Draft> its = waitersOf(thing);
    List<String> others = new ArrayList<>();
    for (long id : threads) {
      HeapThread thread = run.heap.threadOf(id);
      Draft holder = thread == null ? null : run.drafts.thread(thread);
      if (holder != null && !its.contains(holder) && others.size() < MOST) {
        others.add(holder.id);
      }
    }
    if (!others.isEmpty()) {
      thing.attribute(OwnAttributes.HELD_BY_TASKS, others);
    }
    return !others.isEmpty();
  }
}
