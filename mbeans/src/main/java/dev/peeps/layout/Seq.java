package dev.peeps.layout;

import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of values; nulls are never in it. {@link #partial} says that more may belong to it than
 * was seen.
 */
final class Seq {
  /** Longer lists end here and count as not seen completely. */
  static final int MAX_ITEMS = 4_000_000;

  final List<Object> items = new ArrayList<>(4);
  boolean partial;

  /** Adds a value, the values of a list, or notes that one is unknown. */
  void add(Object value) {
    if (value instanceof Seq) {
      Seq other = (Seq) value;
      if (other.items.size() > MAX_ITEMS - items.size()) {
        partial = true;
        return;
      }
      items.addAll(other.items);
      partial |= other.partial;
    } else if (Truth.unknown(value) || items.size() >= MAX_ITEMS) {
      partial = true;
    } else if (value != Value.NULL) {
      items.add(value);
    }
  }

  /** The value as a list: itself, empty for null, partial for unknown. */
  static Seq of(Object value) {
    if (value instanceof Seq) {
      return (Seq) value;
    }
    Seq seq = new Seq();
    seq.add(value);
    return seq;
  }
}
