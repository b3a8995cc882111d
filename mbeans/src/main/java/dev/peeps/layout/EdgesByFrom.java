package dev.peeps.layout;

import java.util.List;

/**
 * The edges of one kind by where they come from, in two arrays: a list for each of a hundred
 * thousand threads costs more than all that is asked of them.
 */
final class EdgesByFrom {
  private final int[] starts;
  private final Edges.Pending[] edges;

  /**
   * Takes the edges that fit, in their order.
   *
   * @param drafts how many entities there are
   */
  EdgesByFrom(List<Edges.Pending> all, int drafts, Choice choice) {
    starts = new int[drafts + 1];
    // Asked once: with each question the entities at both ends are fetched from all over the
    // memory.
    int[] froms = new int[all.size()];
    for (int i = 0; i < froms.length; i++) {
      Edges.Pending edge = all.get(i);
      froms[i] = choice.takes(edge) ? edge.from.number : -1;
      if (froms[i] >= 0) {
        starts[froms[i]]++;
      }
    }
    int before = 0;
    for (int i = 0; i < starts.length; i++) {
      int own = starts[i];
      starts[i] = before;
      before += own;
    }
    edges = new Edges.Pending[before];
    int[] next = starts.clone();
    for (int i = 0; i < froms.length; i++) {
      if (froms[i] >= 0) {
        edges[next[froms[i]]++] = all.get(i);
      }
    }
  }

  /** Place of the first edge of this entity. */
  int start(Draft from) {
    return starts[from.number];
  }

  /** The place behind its last edge. */
  int end(Draft from) {
    return starts[from.number + 1];
  }

  Edges.Pending get(int place) {
    return edges[place];
  }

  /** Which edges are taken. */
  interface Choice {
    boolean takes(Edges.Pending edge);
  }
}
