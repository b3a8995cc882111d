package dev.peeps.cli.peer;

import dev.peeps.graph.EntityBuilder;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * For how long nothing has come: the kernel is asked about each connection, up to a bound. Of
 * several, those count that were asked and have not answered since, if there are any: what comes on
 * the others says nothing of the one that is waited for.
 */
final class Silence {
  private static final int ASKED = 1000;

  /** Of a process to one peer, to see whether it answers at all. */
  private static final int OTHERS = 100;

  private final IdentityHashMap<List<Connection>, Of> known = new IdentityHashMap<>();
  private final IdentityHashMap<List<Connection>, Long> answers = new IdentityHashMap<>();
  private int asked;
  private long unasked;

  /**
   * What there is to say of some connections.
   *
   * @param traffic of one of them
   * @param longestUnanswered how long ago the first of those was asked that have not answered
   */
  private record Of(Traffic traffic, long longestUnanswered) {}

  /**
   * Says it of what these connections are for, if it is known of each.
   *
   * @param others of the same process to the same peers, and these
   */
  void of(EntityBuilder builder, Wire wire, List<Connection> leading, List<Connection> others) {
    if (!known.containsKey(leading)) {
      known.put(leading, all(wire, leading));
    }
    Of all = known.get(leading);
    if (all == null) {
      return;
    }
    Traffic traffic = all.traffic();
    if (leading.get(0).isOpen()) {
      builder
          .attribute("sinceReceivedMillis", traffic.receivedMillis())
          .attribute("sinceSentMillis", traffic.sentMillis());
      if (traffic.receivedBytes() >= 0) {
        builder.attribute("received", traffic.receivedBytes());
      }
      long answered = answered(wire, others);
      if (answered >= 0) {
        builder.attribute("sinceAnsweredMillis", answered);
      }
      if (all.longestUnanswered() > traffic.sentMillis()) {
        builder.attribute("longestUnansweredMillis", all.longestUnanswered());
      }
    }
    PeerFacts.amount(builder, "retransmits", traffic.retransmits());
  }

  /**
   * Of several connections that have not answered, the one asked last, and that on which something
   * came last where all have; null when one is not known.
   */
  private Of all(Wire wire, List<Connection> leading) {
    Traffic told = null;
    long longest = 0;
    for (Connection connection : leading) {
      if (asked == ASKED) {
        unasked++;
        continue;
      }
      asked++;
      Traffic traffic = wire.of(connection.own());
      if (traffic == null || (leading.size() > 1 && !connection.isOpen())) {
        return null;
      }
      told = told == null || tellsMore(traffic, told) ? traffic : told;
      longest = traffic.isUnanswered() ? Math.max(longest, traffic.sentMillis()) : longest;
    }
    return unasked > 0 ? null : new Of(told, longest);
  }

  /** How long ago something came on any of these; -1 when nothing ever has, or it is not known. */
  private long answered(Wire wire, List<Connection> connections) {
    if (!answers.containsKey(connections)) {
      long last = -1;
      for (Connection connection : connections.subList(0, Math.min(OTHERS, connections.size()))) {
        Traffic traffic = wire.of(connection.own());
        if (traffic != null && traffic.receivedBytes() > 0) {
          long since = traffic.receivedMillis();
          last = last < 0 ? since : Math.min(last, since);
        }
      }
      answers.put(connections, last);
    }
    return answers.get(connections);
  }

  /** One that has not answered tells more than one that may have, and that than one that has. */
  private static boolean tellsMore(Traffic one, Traffic other) {
    if (rank(one) != rank(other)) {
      return rank(one) > rank(other);
    }
    return rank(one) > 0
        ? one.sentMillis() < other.sentMillis()
        : one.receivedMillis() < other.receivedMillis();
  }

  private static int rank(Traffic traffic) {
    return traffic.isUnanswered() ? 2 : traffic.isOfOneMoment() ? 1 : 0;
  }

  /** Connections of which it was not asked. */
  long unasked() {
    return unasked;
  }
}
