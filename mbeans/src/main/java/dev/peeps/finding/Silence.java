package dev.peeps.finding;

import dev.peeps.graph.Entity;

/**
 * Whether a peer is silent or merely slow. Two looks in which nothing came say little: a peer that
 * takes a second for each item looks the same, and so does the pipeline that waits behind it. Nor
 * does a connection on which nothing came for an hour, when the question was sent a moment ago, or
 * when it is only written to and something still gets through.
 */
final class Silence {
  /** Since when nothing has come, where the kernel tells. */
  static final String SINCE = "sinceReceivedMillis";

  /** Since when nothing was sent; what is sent again counts. */
  static final String SENT = "sinceSentMillis";

  /** How often what was sent last was sent again. */
  static final String AGAIN = "retransmits";

  /** Of a peer that answers at all nobody waits that long for one item of many. */
  private static final long LONG = 10_000;

  /** So often takes longer than that: the first comes after 200 ms, each after twice the time. */
  private static final long OFTEN = 6;

  private Silence() {}

  /**
   * True when it is known that nothing has come for long, and not known that something was sent
   * since; false when it is not known.
   */
  static boolean isLong(Entity peer) {
    long sent = number(peer, SENT);
    return number(peer, SINCE) >= LONG
        && (sent < 0 || sent >= LONG || number(peer, AGAIN) >= OFTEN);
  }

  private static long number(Entity peer, String attribute) {
    Object value = peer.attributes().get(attribute);
    return value instanceof Long ? (Long) value : -1;
  }
}
