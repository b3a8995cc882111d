package dev.peeps.graph;

import java.util.Arrays;
import java.util.List;

/**
 * From an entity's id to its place in the list of entities: open addressing over one int array,
 * since a map with boxed values costs more than the entities themselves when there are a million.
 */
final class IdTable {
  private final List<Entity> entities;
  private int[] slots = new int[16];
  private int size;

  /** Indexes the list as {@link #add} is told; the list is shared, not copied. */
  IdTable(List<Entity> entities) {
    this.entities = entities;
    Arrays.fill(slots, -1);
  }

  /** Place of this id, or -1. */
  int indexOf(String id) {
    return slots[slot(slots, id)];
  }

  /** Enters the entity at this place of the list; false when its id is taken. */
  boolean add(int place) {
    int slot = slot(slots, entities.get(place).id());
    if (slots[slot] >= 0) {
      return false;
    }
    slots[slot] = place;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  /** First slot that is free or has this id. */
  private int slot(int[] table, String id) {
    int mask = table.length - 1;
    int slot = mix(id.hashCode()) & mask;
    while (table[slot] >= 0 && !entities.get(table[slot]).id().equals(id)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    Arrays.fill(larger, -1);
    for (int place : slots) {
      if (place >= 0) {
        larger[slot(larger, entities.get(place).id())] = place;
      }
    }
    slots = larger;
  }

  /**
   * Ids differ in their last characters only, which String.hashCode leaves in neighbouring slots.
   */
  static int mix(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
