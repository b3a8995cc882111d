package dev.peeps.finding;

import dev.peeps.graph.Entity;

/**
 * Whether a peer is silent or merely slow. Two looks in which nothing came say little: a peer that
 * takes a second for each item looks the same, and so does the pipeline that waits behind it.
 */
final class Silence {
  /** Since when nothing has come, where the kernel tells. */
  static final String SINCE = "sinceReceivedMillis";

  /** Of a peer that answers at all nobody waits that long for one item of many. */
  private static final long LONG = 10_000;

  private Silence() {}

  /** True when it is known that nothing has come for long; false when it is not known. */
  static boolean isLong(Entity peer) {
    Object since = peer.attributes().get(SINCE);
    return since instanceof Long && (Long) since >= LONG;
  }
}
