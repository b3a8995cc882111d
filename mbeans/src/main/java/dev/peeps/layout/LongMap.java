package dev.peeps.layout;

/**
 * A hash map from non-zero object ids, without an object per key: a cut may name hundreds of
 * thousands of them.
 */
final class LongMap<V> {
  private long[] keys;
  private Object[] values;
  private int size;

  LongMap() {
    this(8);
  }

  /** With room for so many keys before it grows. */
  LongMap(int expected) {
    keys = new long[Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 26)) * 2 - 1) * 2];
    values = new Object[keys.length];
  }

  /** The value, or null. */
  @SuppressWarnings("unchecked")
  V get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? (V) values[slot] : null;
  }

  /** Sets the value and gives the one before, or null. */
  @SuppressWarnings("unchecked")
  V put(long key, V value) {
    int slot = slot(key);
    Object before = keys[slot] == key ? values[slot] : null;
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (size * 2 > keys.length) {
      grow();
    }
    return (V) before;
  }

  private void grow() {
    long[] oldKeys = keys;
    Object[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private int slot(long key) {
    // Ids of a cut count up, and objects that are looked at together have ids close together: keep
    // neighbours neighbours, so that they share a cache line, and spread blocks of 64.
    long hash = key + ((((key >>> 6) * 0x9E3779B97F4A7C15L) >>> 26) << 6);
    int mask = keys.length - 1;
    int slot = (int) hash & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
