package dev.peeps.graph;

import java.util.Arrays;
import java.util.List;

/**
 * From an entity's id to its place in the list of entities: open addressing over one int array,
 * since a map with boxed values costs more than the entities themselves when there are a million.
 */
final class IdTable {
  private final List<Entity> entities;
  private int[] slots;

  /** Hash of the id in each slot: most comparisons end here, without a look at the entity. */
  private int[] hashes;

  private int size;

  /** Indexes the list as {@link #add} is told; the list is shared, not copied. */
  IdTable(List<Entity> entities) {
    this.entities = entities;
    this.slots = new int[16];
    this.hashes = new int[16];
    Arrays.fill(slots, -1);
  }

  /** The same index over a copy of the list. */
  IdTable(List<Entity> entities, IdTable other) {
    this.entities = entities;
    this.slots = other.slots.clone();
    this.hashes = other.hashes.clone();
    this.size = other.size;
  }

  /** Place of this id, or -1. */
  int indexOf(String id) {
    return slots[slot(id, mix(id.hashCode()))];
  }

  /** Enters the entity at this place of the list; false when its id is taken. */
  boolean add(int place) {
    String id = entities.get(place).id();
    int hash = mix(id.hashCode());
    int slot = slot(id, hash);
    if (slots[slot] >= 0) {
      return false;
    }
    slots[slot] = place;
    hashes[slot] = hash;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  /** First slot that is free or has this id. */
  private int slot(String id, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] >= 0
        && (hashes[slot] != hash || !entities.get(slots[slot]).id().equals(id))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int[] largerHashes = new int[larger.length];
    rehash(slots, hashes, larger, largerHashes);
    slots = larger;
    hashes = largerHashes;
  }

  /** Moves places and their hashes into a larger, empty table; free slots are -1. */
  static void rehash(int[] slots, int[] hashes, int[] larger, int[] largerHashes) {
    Arrays.fill(larger, -1);
    int mask = larger.length - 1;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] >= 0) {
        int slot = hashes[i] & mask;
        while (larger[slot] >= 0) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = slots[i];
        largerHashes[slot] = hashes[i];
      }
    }
  }

  /**
   * Ids differ in their last characters only, which String.hashCode leaves in neighbouring slots.
   */
  static int mix(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
