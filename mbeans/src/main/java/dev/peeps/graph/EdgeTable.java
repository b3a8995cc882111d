package dev.peeps.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The edges of a graph in the making, each once, in the order in which they came. */
final class EdgeTable {
  private final List<Edge> edges = new ArrayList<>();
  private int[] slots = new int[16];

  EdgeTable() {
    Arrays.fill(slots, -1);
  }

  List<Edge> edges() {
    return edges;
  }

  /** Adds an edge; of two equal ones the exact one stays, and of equally sure ones the first. */
  void add(Edge edge) {
    int slot = slot(slots, edge);
    int place = slots[slot];
    if (place >= 0) {
      if (edges.get(place).evidence() == Evidence.INFERRED && edge.evidence() == Evidence.EXACT) {
        edges.set(place, edge);
      }
      return;
    }
    slots[slot] = edges.size();
    edges.add(edge);
    if (edges.size() * 2 > slots.length) {
      grow();
    }
  }

  private int slot(int[] table, Edge edge) {
    int mask = table.length - 1;
    int slot = IdTable.mix(edge.hashCode()) & mask;
    while (table[slot] >= 0 && !edges.get(table[slot]).equals(edge)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    Arrays.fill(larger, -1);
    for (int place = 0; place < edges.size(); place++) {
      larger[slot(larger, edges.get(place))] = place;
    }
    slots = larger;
  }
}
