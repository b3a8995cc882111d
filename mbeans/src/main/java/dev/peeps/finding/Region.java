package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The greatest part of a set of entities that can never go on, even when everything outside the set
 * does: the greatest fixpoint, found by playing the best case. Whoever has no unmet condition goes
 * on and thereby meets conditions of others, until nobody is left who can; dead ends never go on.
 * The order does not matter, since going on never hinders anybody; so what remains is stuck in
 * every schedule.
 */
final class Region {
  private final WaitConditions conditions;

  /** Label of the set each entity is in; shared by all calls, so that a call costs only its set. */
  private final int[] label;

  private final int[] unmet;
  private final BitSet met;
  private int labels;

  Region(WaitConditions conditions) {
    this.conditions = conditions;
    int nodes = conditions.ofOwner().nodes();
    this.label = new int[nodes];
    this.unmet = new int[nodes];
    this.met = new BitSet(conditions.count());
    Arrays.fill(label, -1);
  }

  /** Those of the given entities that stay stuck when all others go on; in the same order. */
  int[] stuck(int[] nodes) {
    return stuck(nodes, new BitSet());
  }

  /**
   * As {@link #stuck(int[])}, with some edges counted as satisfied.
   *
   * @param satisfied numbers of edges
   */
  int[] stuck(int[] nodes, BitSet satisfied) {
    int mine = labels++;
    for (int node : nodes) {
      label[node] = mine;
    }
    int[] going = new int[nodes.length];
    int gone = 0;
    for (int node : nodes) {
      unmet[node] = 0;
      for (int each = ofOwner().first(node); each < ofOwner().end(node); each++) {
        int condition = ofOwner().target(each);
        boolean blocks = within(condition, mine, satisfied);
        met.set(condition, !blocks);
        unmet[node] += blocks ? 1 : 0;
      }
    }
    for (int node : nodes) {
      if (unmet[node] == 0 && !conditions.isDeadEnd(node)) {
        label[node] = -1;
        going[gone++] = node;
      }
    }
    for (int head = 0; head < gone; head++) {
      gone = goOn(going[head], mine, going, gone);
    }
    return gone == 0 ? nodes.clone() : remaining(nodes, mine, nodes.length - gone);
  }

  private int goOn(int node, int mine, int[] going, int gone) {
    int count = gone;
    Adjacency waiting = conditions.ofTarget();
    for (int each = waiting.first(node); each < waiting.end(node); each++) {
      int condition = waiting.target(each);
      int owner = conditions.owner(condition);
      if (label[owner] == mine && !met.get(condition)) {
        met.set(condition);
        if (--unmet[owner] == 0 && !conditions.isDeadEnd(owner)) {
          label[owner] = -1;
          going[count++] = owner;
        }
      }
    }
    return count;
  }

  /** True when all targets of the condition are in the set, so that nobody outside meets it. */
  private boolean within(int condition, int mine, BitSet satisfied) {
    Adjacency edges = conditions.edges();
    for (int each = edges.first(condition); each < edges.end(condition); each++) {
      int edge = edges.target(each);
      if (label[conditions.target(edge)] != mine || satisfied.get(edge)) {
        return false;
      }
    }
    return true;
  }

  private int[] remaining(int[] nodes, int mine, int count) {
    int[] stuck = new int[count];
    int place = 0;
    for (int node : nodes) {
      if (label[node] == mine) {
        stuck[place++] = node;
      }
    }
    return stuck;
  }

  private Adjacency ofOwner() {
    return conditions.ofOwner();
  }
}
