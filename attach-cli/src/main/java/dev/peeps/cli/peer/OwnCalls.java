package dev.peeps.cli.peer;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Connections of a process to itself, where no kernel can be asked: in a heap dump both ends may be
 * there, and their ports say that they belong together. What has not been accepted is not there.
 */
public final class OwnCalls {
  /** Any number of a socket that somebody has. */
  private static final long SOMEBODYS = 1;

  private final Graph seen;
  private final ProcessInfo process;
  private final Heap heap;

  /** Those that know where they lead and what their own port is. */
  private final List<Entity> connected = new ArrayList<>();

  /**
   * @param process whose sockets these are
   * @param heap what its part of the graph was read from
   */
  public OwnCalls(Graph seen, ProcessInfo process, Heap heap) {
    this.seen = seen;
    this.process = process;
    this.heap = heap;
    for (Entity entity : seen.entities()) {
      if (entity.kind() == EntityKind.SOCKET
          && entity.process().equals(process.id())
          && Peers.remote(entity) != null
          && Peers.localPort(entity) != 0) {
        connected.add(entity);
      }
    }
  }

  /**
   * Adds who serves the connections at which somebody waits. Cost: each of these times the
   * connections of the picture, and one look at what threads and queues refer to.
   *
   * @return whether there was anything
   */
  public boolean addTo(Graph.Builder into) {
    Servants servants = null;
    Set<Entity> looked = new HashSet<>();
    boolean any = false;
    for (Edge edge : seen.edges()) {
      Entity end = seen.entity(edge.to());
      if (edge.kind() != EdgeKind.NEEDS
          || !connected.contains(end)
          || seen.entity(edge.from()).idle()
          || !looked.add(end)) {
        continue;
      }
      Entity other = otherEnd(end);
      if (other != null) {
        servants =
            servants == null ? new Servants(seen, Map.of(process.id(), heap), List.of()) : servants;
        boolean served = servants.serve(end, List.of(connection(end, other)), process.id(), into);
        into.replace(own(end, served));
        any = true;
      }
    }
    return any;
  }

  /** The address of both is the same where a process calls itself. */
  private Entity otherEnd(Entity end) {
    Endpoint there = Peers.remote(end);
    for (Entity other : connected) {
      Endpoint back = Peers.remote(other);
      if (other != end
          && back.port() == Peers.localPort(end)
          && there.port() == Peers.localPort(other)
          && back.matches(Endpoint.of(there.address(), back.port()))) {
        return other;
      }
    }
    return null;
  }

  private static Connection connection(Entity end, Entity other) {
    Endpoint there = Peers.remote(end);
    Endpoint here = Peers.remote(other);
    return new Connection(row(here, there), row(there, here), null);
  }

  private static SocketRow row(Endpoint local, Endpoint remote) {
    return new SocketRow(local, remote, SocketRow.ESTABLISHED, 0, 0, -1, SOMEBODYS);
  }

  private Entity own(Entity end, boolean served) {
    EntityBuilder builder =
        PeerFacts.copy(end, served ? Set.of(PeerFacts.UNKNOWN) : Set.of())
            .attribute("peerSelf", true);
    return (process.pid() < 0 ? builder : builder.attribute("peerPid", process.pid())).build();
  }
}
