package dev.peeps.layout;

import dev.peeps.heap.CutInfo;
import dev.peeps.heap.Value;

/** Times of the target. */
final class Clock {

  private Clock() {}

  /**
   * Milliseconds between a System.nanoTime() of the target and the cut; unknown when the cut does
   * not say what its clock showed.
   */
  static Object millis(Object nanos, boolean since, CutInfo info) {
    if (!(nanos instanceof Long) || info.fact("nanoTime").isEmpty()) {
      return Value.UNKNOWN;
    }
    long difference = info.number("nanoTime") - (Long) nanos;
    return (since ? difference : -difference) / 1_000_000;
  }
}
