package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What threads wait for with a limit while others wait for them: a response that was given a
 * minute, by who has the lock of the connection. Whether it can come is not asked, since the limit
 * comes; but who has to bring it is ({@link Bringers}). Nobody asks about a consumer that polls.
 */
final class LimitedThings {
  private final Run run;

  LimitedThings(Run run) {
    this.run = run;
  }

  /**
   * Those of which nobody is known who brings them. Cost: a look at each edge, twice at most.
   *
   * @param answered numbers of what has somebody who owes it
   * @param asked numbers of what is looked for anyhow
   */
  List<Draft> unanswered(BitSet answered, BitSet asked) {
    List<Draft> things = new ArrayList<>(0);
    BitSet needed = null;
    BitSet taken = new BitSet();
    for (Edges.Pending edge : run.edges.pending()) {
      if (!edge.timed() || edge.from.thread == null || !LiveLiveness.mayBeBrought(edge)) {
        continue;
      }
      needed = needed == null ? needed() : needed;
      int number = edge.to.number;
      if (needed.get(edge.from.number)
          && !answered.get(number)
          && !asked.get(number)
          && !taken.get(number)) {
        taken.set(number);
        things.add(edge.to);
      }
    }
    return things;
  }

  /** Those for whom others wait without a limit, or for what these hold or have to bring. */
  private BitSet needed() {
    BitSet wanted = new BitSet();
    for (Edges.Pending edge : run.edges.pending()) {
      if (edge.kind == EdgeKind.NEEDS && !edge.timed() && !edge.from.idle) {
        wanted.set(edge.to.number);
      }
    }
    BitSet needed = (BitSet) wanted.clone();
    for (Edges.Pending edge : run.edges.pending()) {
      if ((edge.kind == EdgeKind.HELD_BY || edge.kind == EdgeKind.PROVIDED_BY)
          && wanted.get(edge.from.number)) {
        needed.set(edge.to.number);
      }
    }
    return needed;
  }
}
