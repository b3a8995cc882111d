package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.proc.Users;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.Graph;
import dev.peeps.graph.OneOf;
import dev.peeps.graph.ProcessInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts on what somebody waits for what is known of its connections and who is at the other end. */
final class PeerFacts {
  /** The attribute that says that nobody is known who provides it. */
  static final String UNKNOWN = "provided_by";

  private final ProcFs proc;
  private final Descriptors.Owners owners;
  private final Map<String, Wire> wires;
  private final Graph seen;
  private final Silence silence = new Silence();

  /**
   * @param wires by process
   * @param seen what there is so far
   */
  PeerFacts(ProcFs proc, Descriptors.Owners owners, Map<String, Wire> wires, Graph seen) {
    this.proc = proc;
    this.owners = owners;
    this.wires = wires;
    this.seen = seen;
  }

  /** Connections of which it was not asked when something last came. */
  long unasked() {
    return silence.unasked();
  }

  /**
   * The same with what is known.
   *
   * @param leading its connections; not empty
   * @param others of its process to the same peers, and these
   * @param served whether somebody is known who provides it
   */
  Entity described(Entity end, List<Connection> leading, List<Connection> others, boolean served) {
    EntityBuilder builder = copy(end, served ? Set.of(UNKNOWN) : Set.of());
    Connection first = leading.get(0);
    if (!end.attributes().containsKey("remote") || Peers.isReceiver(end)) {
      builder.attribute("remote", remotes(leading));
    }
    silence.of(builder, wires.get(end.process()), leading, others);
    if (leading.size() > 1) {
      builder.attribute("connections", (long) leading.size());
      StringBuilder ports = new StringBuilder("one of");
      for (Connection connection : leading.subList(0, Math.min(5, leading.size()))) {
        ports.append(' ').append(connection.own().local());
      }
      builder.attribute(
          "local", leading.size() > 5 ? ports.append(" ...").toString() : ports.toString());
    } else {
      if (!first.own().local().isNowhere()) {
        builder.attribute("local", first.own().local().toString());
      }
      if (!first.trouble().isEmpty()) {
        builder.attribute("peerState", first.trouble());
      }
      amount(builder, "unread", first.own().unread());
      amount(builder, "unacknowledged", first.own().unacknowledged());
      amount(builder, "peerUnread", first.other() == null ? 0 : first.other().unread());
    }
    SocketRow peer = first.peer();
    for (Connection connection : leading) {
      if (peer == null || !isSame(peer, connection.peer())) {
        return builder.build(); // several, and not all to the same process
      }
    }
    long pid = owners.of(peer.inode());
    if (pid >= 0) {
      peer(builder, pid);
      if (pid == self(end)) {
        builder.attribute("peerSelf", true);
      }
    } else if (peer.uid() >= 0) {
      String user = Users.name(peer.uid());
      builder.attribute("peerUser", user.isEmpty() ? Long.toString(peer.uid()) : user);
    }
    return builder.build();
  }

  /** Says which process it is. */
  EntityBuilder peer(EntityBuilder builder, long pid) {
    builder.attribute("peerPid", pid);
    String name = new Names(proc).of(pid);
    return name.isEmpty() ? builder : builder.attribute("peerName", name);
  }

  /** The process that the entity is of; -1 when it is not known. */
  private long self(Entity end) {
    for (ProcessInfo process : seen.processes()) {
      if (process.id().equals(end.process())) {
        return process.pid();
      }
    }
    return -1;
  }

  private static String remotes(List<Connection> leading) {
    Set<String> different = new LinkedHashSet<>();
    for (Connection connection : leading) {
      different.add(connection.own().remote().toString());
    }
    return OneOf.words(different);
  }

  private boolean isSame(SocketRow peer, SocketRow other) {
    return other != null
        && (other.equals(peer)
            || (owners.of(peer.inode()) >= 0
                && owners.of(peer.inode()) == owners.of(other.inode())));
  }

  static void amount(EntityBuilder builder, String key, long bytes) {
    if (bytes > 0) {
      builder.attribute(key, bytes);
    }
  }

  /** A copy to which more can be said. */
  static EntityBuilder copy(Entity end) {
    return copy(end, Set.of());
  }

  /** The same without some attributes. */
  static EntityBuilder copy(Entity end, Set<String> without) {
    EntityBuilder builder =
        new EntityBuilder(end.id(), end.process(), end.kind())
            .type(end.type())
            .name(end.name())
            .state(end.state())
            .idle(end.idle())
            .stack(end.stack())
            .logicalStack(end.logicalStack());
    for (Map.Entry<String, Object> attribute : end.attributes().entrySet()) {
      if (!without.contains(attribute.getKey())) {
        builder.attribute(attribute.getKey(), attribute.getValue());
      }
    }
    return builder;
  }
}
