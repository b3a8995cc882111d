package dev.peeps.layout;

import java.util.Arrays;

/**
 * A map from ids of objects. Those of a cut count up from one number, so they are places in an
 * array: what is looked at together lies together, and nothing is searched for. All others are in a
 * {@link LongMap}.
 */
final class ObjectMap<V> {
  /** Object n of a cut has the id CUT_BASE + n. */
  static final long CUT_BASE = 1L << 40;

  /** More objects than a cut can have; an array of so many places is 16 MB. */
  private static final int MOST_PLACES = 1 << 22;

  private Object[] places;
  private final LongMap<V> others = new LongMap<>();

  /** With room for so many objects of a cut before it grows. */
  ObjectMap(int expected) {
    places = new Object[Math.max(64, Math.min(expected, MOST_PLACES))];
  }

  /** The value, or null. */
  @SuppressWarnings("unchecked")
  V get(long id) {
    long place = id - CUT_BASE;
    if (place < 0 || place >= MOST_PLACES) {
      return others.get(id);
    }
    return place < places.length ? (V) places[(int) place] : null;
  }

  /** Sets the value. */
  void put(long id, V value) {
    long place = id - CUT_BASE;
    if (place < 0 || place >= MOST_PLACES) {
      others.put(id, value);
      return;
    }
    if (place >= places.length) {
      places = Arrays.copyOf(places, (int) Math.max(place + 1, 2L * places.length));
    }
    places[(int) place] = value;
  }
}
