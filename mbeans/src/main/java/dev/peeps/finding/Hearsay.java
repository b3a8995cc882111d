package dev.peeps.finding;

import dev.peeps.graph.Entity;

/** Of which things, when they record no owner, those who know them are taken for who may owe it. */
enum Hearsay {
  /** Those that a queued task was handed, as a lambda is that captures a latch. */
  GIVEN,
  /** Full channels, too: who takes from one has it at hand. */
  FULL_CHANNELS,
  /** Empty channels, too: who fills one has it at hand. */
  EMPTY_CHANNELS,
  /** All. */
  ALL;

  boolean covers(Entity thing) {
    switch (this) {
      case GIVEN:
        return false;
      case FULL_CHANNELS:
        return LostThings.isFull(thing);
      case EMPTY_CHANNELS:
        return EmptyChannels.isEmpty(thing);
      default:
        return true;
    }
  }
}
