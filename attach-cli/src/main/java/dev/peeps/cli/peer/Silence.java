package dev.peeps.cli.peer;

import dev.peeps.graph.EntityBuilder;
import java.util.IdentityHashMap;
import java.util.List;

/** For how long nothing has come: the kernel is asked about each connection, up to a bound. */
final class Silence {
  private static final int ASKED = 1000;

  private final IdentityHashMap<List<Connection>, Traffic> last = new IdentityHashMap<>();
  private int asked;
  private long unasked;

  /** Says it of what these connections are for, if it is known of each. */
  void of(EntityBuilder builder, Wire wire, List<Connection> leading) {
    if (!last.containsKey(leading)) {
      last.put(leading, last(wire, leading));
    }
    Traffic traffic = last.get(leading);
    if (traffic == null) {
      return;
    }
    if (leading.get(0).isOpen()) {
      builder
          .attribute("sinceReceivedMillis", traffic.receivedMillis())
          .attribute("sinceSentMillis", traffic.sentMillis());
      if (traffic.receivedBytes() >= 0) {
        builder.attribute("received", traffic.receivedBytes());
      }
    }
    PeerFacts.amount(builder, "retransmits", traffic.retransmits());
  }

  /** Of several connections, that on which something came last; null when one is not known. */
  private Traffic last(Wire wire, List<Connection> leading) {
    Traffic last = null;
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
      last = last == null || traffic.receivedMillis() < last.receivedMillis() ? traffic : last;
    }
    return unasked > 0 ? null : last;
  }

  /** Connections of which it was not asked. */
  long unasked() {
    return unasked;
  }
}
