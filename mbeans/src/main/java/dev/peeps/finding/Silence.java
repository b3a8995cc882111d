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

  /** Since when nothing has come from the peer on any connection to it, where it ever did. */
  static final String ANSWERED = "sinceAnsweredMillis";

  /** The limit of each read from the peer. */
  private static final String LIMIT = "limitMillis";

  /** Set where connections to the peer have come to their end a moment ago. */
  static final String ENDED = "endedBefore";

  /** Of a peer that answers at all nobody waits that long for one item of many. */
  private static final long LONG = 10_000;

  /** So often takes longer than that: the first comes after 200 ms, each after twice the time. */
  private static final long OFTEN = 6;

  /** Whoever sets a limit up to this one expects that it passes now and then. */
  private static final long SHORT = 30_000;

  /** So old at least is the question to a peer that answers before it is said to hang on that. */
  private static final long YOUNG = 3_000;

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

  /**
   * True when it is known that the peer has been asked a moment ago and has answered a moment
   * before, or that a limit is there for when it is slow: it may be, and those who wait behind it
   * in line.
   */
  static boolean mayBeSlow(Entity peer) {
    long sent = number(peer, SENT);
    long answered = number(peer, ANSWERED);
    boolean answers =
        (answered >= 0 && answered < LONG)
            || Boolean.TRUE.equals(peer.attributes().get(ENDED))
            || hasShortLimit(peer);
    return answers && sent >= 0 && sent < YOUNG && number(peer, AGAIN) < OFTEN;
  }

  /**
   * True when reads from it have a short limit, and it is not known for how long nothing has come.
   */
  static boolean mayPass(Entity peer) {
    return hasShortLimit(peer) && number(peer, SINCE) < 0;
  }

  private static boolean hasShortLimit(Entity peer) {
    long limit = number(peer, LIMIT);
    return limit > 0 && limit <= SHORT;
  }

  private static long number(Entity peer, String attribute) {
    Object value = peer.attributes().get(attribute);
    return value instanceof Long ? (Long) value : -1;
  }
}
