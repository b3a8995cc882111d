package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for a thing, directly or through others. The callback of a stage that comes after a
 * future often has that future itself, to take it off a list or to cancel it when the result is no
 * longer wanted: so it is not the one to complete it. Cost: one look at each edge when it is first
 * asked, and the length of a chain for each question.
 */
final class Dependents {
  /** Longer chains are not followed: then it is not known to be one. */
  private static final int FOLLOWED = 200;

  private final Run run;
  private Map<Draft, List<Draft>> needs;

  Dependents(Run run) {
    this.run = run;
  }

  /** Whether a task waits for a thing, directly or through others. */
  boolean isOne(Draft task, Draft thing) {
    if (needs == null) {
      read();
    }
    Set<Draft> seen = new HashSet<>();
    Deque<Draft> open = new ArrayDeque<>();
    open.add(task);
    for (int followed = 0; followed < FOLLOWED && !open.isEmpty(); followed++) {
      for (Draft next : needs.getOrDefault(open.remove(), List.of())) {
        if (next == thing) {
          return true;
        }
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return false;
  }

  private void read() {
    needs = new HashMap<>();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS) {
        List<Draft> known = needs.get(edge.from);
        if (known == null) {
          known = new ArrayList<>(1);
          needs.put(edge.from, known);
        }
        known.add(edge.to);
      }
    }
  }
}
