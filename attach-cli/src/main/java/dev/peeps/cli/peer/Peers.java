package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.proc.Users;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.heap.Heap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds to the sockets and requests that somebody waits for what the kernel knows of them: both
 * addresses, the process at the other end when it is on this machine, and what has become of the
 * connection. Looks at processes from outside; a second at most for finding who owns a socket.
 */
public final class Peers {
  private static final long LIMIT_NANOS = 1_000_000_000L;

  private static final int REMOTES_NAMED = 3;

  /** The attribute that says that nobody is known who provides it. */
  private static final String UNKNOWN = "provided_by";

  private final ProcFs proc;
  private final Map<Entity, List<Connection>> found = new LinkedHashMap<>();
  private final Map<String, Heap> heaps = new HashMap<>();
  private final Map<String, NativeThreads> running = new LinkedHashMap<>();
  private final List<GraphNotice> notices = new ArrayList<>();

  public Peers(ProcFs proc) {
    this.proc = proc;
  }

  /** Whether anybody waits for a peer; cost: linear in the edges. */
  public static boolean areWaitedFor(Graph graph) {
    for (int number = 0; number < graph.edges().size(); number++) {
      if (isWait(graph, number)) {
        return true;
      }
    }
    return KernelWaits.areNeeded(graph);
  }

  private static boolean isWait(Graph graph, int number) {
    EntityKind kind = graph.entityAt(graph.toIndex(number)).kind();
    return ((kind == EntityKind.SOCKET || kind == EntityKind.REQUEST)
            && graph.edges().get(number).kind() == EdgeKind.NEEDS
            && !graph.entityAt(graph.fromIndex(number)).idle())
        || isReceived(graph, number);
  }

  /** Whether a thread has to receive it that waits for events of several connections. */
  private static boolean isReceived(Graph graph, int number) {
    return graph.edges().get(number).kind() == EdgeKind.PROVIDED_BY
        && isReceiver(graph.entityAt(graph.toIndex(number)));
  }

  private static boolean isReceiver(Entity end) {
    return end.kind() == EntityKind.THREAD && Boolean.TRUE.equals(end.attributes().get("outside"));
  }

  /**
   * Looks for the connections of one running process.
   *
   * @param process its id in the graph
   * @param heap what its part of the graph was read from; null when that is not at hand, and then
   *     it is not looked for who serves others
   */
  public void look(Graph graph, String process, long pid, Heap heap) {
    if (heap != null) {
      heaps.put(process, heap);
    }
    NativeThreads threads = new NativeThreads(proc, pid);
    running.put(process, threads);
    Set<Entity> ends = new HashSet<>();
    Connections connections = null;
    for (int number = 0; number < graph.edges().size(); number++) {
      Entity end = graph.entityAt(graph.toIndex(number));
      if (!isWait(graph, number) || !end.process().equals(process) || !ends.add(end)) {
        continue;
      }
      Endpoint there = isReceiver(end) ? null : remote(end);
      if (there == null && !isReceiver(end)) {
        continue;
      }
      try {
        connections = connections == null ? new Connections(proc, pid) : connections;
      } catch (IOException e) {
        notices.add(
            new GraphNotice(
                process, "sockets-unseen", 0, "The process's sockets may not be looked at."));
        return;
      }
      List<Connection> leading =
          there == null
              ? connections.asking(registered(threads, end, pid))
              : connections.to(there, localPort(end));
      if (!leading.isEmpty()) {
        found.put(end, leading);
      }
    }
    if (connections != null && connections.left() > 0) {
      notices.add(
          new GraphNotice(
              process,
              "sockets-unread",
              connections.left(),
              "sockets of this machine were not compared: the kernel lists them in another way, or"
                  + " there are too many."));
    }
  }

  /** Sockets for whose events the thread waits, by their inodes. */
  private List<Long> registered(NativeThreads threads, Entity thread, long pid) {
    Call call = threads.call(thread);
    return call != null && call.what() == Call.What.SELECT
        ? Registered.sockets(proc, pid, call.descriptor())
        : List.of();
  }

  /** Where it leads as its objects say; null when they do not. */
  static Endpoint remote(Entity end) {
    Object remote = end.attributes().get("remote");
    return remote == null ? null : Endpoint.parse(remote.toString());
  }

  /** 0 when its objects do not say it. */
  static int localPort(Entity end) {
    Object port = end.attributes().get("localPort");
    if (port instanceof Long && (Long) port > 0 && (Long) port <= 0xffff) {
      return ((Long) port).intValue();
    }
    Object local = end.attributes().get("local");
    Endpoint here = local == null ? null : Endpoint.parse(local.toString());
    return here == null ? 0 : here.port();
  }

  /**
   * Puts what was found into the graph.
   *
   * @param seen what it has so far
   * @return whether there was anything
   */
  public boolean addTo(Graph.Builder graph, Graph seen) {
    Set<Long> sockets = new HashSet<>();
    Set<List<Connection>> different = Collections.newSetFromMap(new IdentityHashMap<>());
    different.addAll(found.values());
    for (List<Connection> leading : different) {
      for (Connection connection : leading) {
        if (connection.peer() != null) {
          sockets.add(connection.peer().inode());
        }
      }
    }
    Descriptors.Owners owners = Descriptors.owners(proc, sockets, LIMIT_NANOS);
    int unknown = 0;
    for (long socket : sockets) {
      unknown += owners.of(socket) < 0 ? 1 : 0;
    }
    Servants servants = new Servants(seen, heaps);
    for (Map.Entry<Entity, List<Connection>> each : found.entrySet()) {
      boolean served = servants.serve(each.getKey(), each.getValue(), graph);
      graph.replace(described(each.getKey(), each.getValue(), owners, served));
    }
    if (unknown > 0 && owners.unseen() > 0) {
      notices.add(
          new GraphNotice(
              "",
              "peer-unseen",
              unknown,
              "peers on this machine are unknown: "
                  + owners.unseen()
                  + " processes may not be looked at by this user, or there was no time."));
    }
    boolean more = !found.isEmpty() || !notices.isEmpty();
    KernelWaits waits = new KernelWaits(proc);
    for (Map.Entry<String, NativeThreads> process : running.entrySet()) {
      more |= waits.addTo(graph, seen, process.getKey(), process.getValue());
    }
    for (GraphNotice notice : notices) {
      graph.notice(notice);
    }
    return more;
  }

  private Entity described(
      Entity end, List<Connection> leading, Descriptors.Owners owners, boolean served) {
    EntityBuilder builder = copy(end, served ? UNKNOWN : "");
    Connection first = leading.get(0);
    if (isReceiver(end)) {
      builder.attribute("remote", remotes(leading));
    }
    if (leading.size() > 1) {
      builder.attribute("connections", (long) leading.size());
      StringBuilder ports = new StringBuilder("one of");
      for (Connection connection : leading.subList(0, Math.min(5, leading.size()))) {
        ports.append(' ').append(connection.own().local());
      }
      builder.attribute(
          "local", leading.size() > 5 ? ports.append(" ...").toString() : ports.toString());
    } else {
      builder.attribute("local", first.own().local().toString());
      if (!first.trouble().isEmpty()) {
        builder.attribute("peerState", first.trouble());
      }
      amount(builder, "unread", first.own().unread());
      amount(builder, "unacknowledged", first.own().unacknowledged());
      amount(builder, "peerUnread", first.other() == null ? 0 : first.other().unread());
    }
    SocketRow peer = first.peer();
    for (Connection connection : leading) {
      if (peer == null || !isSame(peer, connection.peer(), owners)) {
        return builder.build(); // several, and not all to the same process
      }
    }
    long pid = owners.of(peer.inode());
    if (pid >= 0) {
      builder.attribute("peerPid", pid);
      String name = new Names(proc).of(pid);
      if (!name.isEmpty()) {
        builder.attribute("peerName", name);
      }
    } else {
      String user = Users.name(peer.uid());
      builder.attribute("peerUser", user.isEmpty() ? Long.toString(peer.uid()) : user);
    }
    return builder.build();
  }

  /** {@code 127.0.0.1:80}, {@code one of 127.0.0.1:80, 10.0.0.7:5432 and 3 more}. */
  private static String remotes(List<Connection> leading) {
    Set<String> different = new LinkedHashSet<>();
    for (Connection connection : leading) {
      different.add(connection.own().remote().toString());
    }
    if (different.size() == 1) {
      return different.iterator().next();
    }
    StringBuilder text = new StringBuilder("one of ");
    int named = 0;
    for (String remote : different) {
      if (named == REMOTES_NAMED) {
        return text.append(" and ").append(different.size() - named).append(" more").toString();
      }
      text.append(named++ == 0 ? "" : ", ").append(remote);
    }
    return text.toString();
  }

  private static boolean isSame(SocketRow peer, SocketRow other, Descriptors.Owners owners) {
    return other != null
        && (other.equals(peer)
            || (owners.of(peer.inode()) >= 0
                && owners.of(peer.inode()) == owners.of(other.inode())));
  }

  private static void amount(EntityBuilder builder, String key, long bytes) {
    if (bytes > 0) {
      builder.attribute(key, bytes);
    }
  }

  private static EntityBuilder copy(Entity end, String without) {
    EntityBuilder builder =
        new EntityBuilder(end.id(), end.process(), end.kind())
            .type(end.type())
            .name(end.name())
            .state(end.state())
            .idle(end.idle())
            .stack(end.stack())
            .logicalStack(end.logicalStack());
    for (Map.Entry<String, Object> attribute : end.attributes().entrySet()) {
      if (!attribute.getKey().equals(without)) {
        builder.attribute(attribute.getKey(), attribute.getValue());
      }
    }
    return builder;
  }
}
