package dev.peeps.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The edges of a graph in the making, each once, in the order in which they came. */
final class EdgeTable {
  private final List<Edge> edges = new ArrayList<>();
  private int[] slots = new int[16];

  /** Hash of the edge in each slot, so that growing looks at no edge. */
  private int[] hashes = new int[16];

  EdgeTable() {
    Arrays.fill(slots, -1);
  }

  List<Edge> edges() {
    return edges;
  }

  /** Adds an edge; of two equal ones the exact one stays, and of equally sure ones the first. */
  void add(Edge edge) {
    int hash = IdTable.mix(edge.hashCode());
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] >= 0) {
      int place = slots[slot];
      if (hashes[slot] == hash && edges.get(place).equals(edge)) {
        if (edges.get(place).evidence() == Evidence.INFERRED && edge.evidence() == Evidence.EXACT) {
          edges.set(place, edge);
        }
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = edges.size();
    hashes[slot] = hash;
    edges.add(edge);
    if (edges.size() * 2 > slots.length) {
      grow();
    }
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int[] largerHashes = new int[larger.length];
    IdTable.rehash(slots, hashes, larger, largerHashes);
    slots = larger;
    hashes = largerHashes;
  }
}
