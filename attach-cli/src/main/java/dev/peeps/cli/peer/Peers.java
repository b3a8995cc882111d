package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

  private final ProcFs proc;
  private final Map<Entity, List<Connection>> found = new LinkedHashMap<>();

  /** Threads that wait for the end of a process. */
  private final Map<Entity, Long> exits = new LinkedHashMap<>();

  /** Threads that wait for events, but of no connection by which the process asks anybody. */
  private final List<Entity> idle = new ArrayList<>();

  private final Registered registered = new Registered();
  private final Map<String, Heap> heaps = new HashMap<>();
  private final Map<String, NativeThreads> running = new LinkedHashMap<>();
  private final List<GraphNotice> notices = new ArrayList<>();

  /** By process. */
  private final Map<String, Wire> wires = new HashMap<>();

  /** By process, where one was asked for. */
  private final Map<String, UnixSockets> unix = new HashMap<>();

  private final Map<String, Datagrams> datagrams = new HashMap<>();
  private final Map<String, Connections> connections = new HashMap<>();

  private final Wire given;

  public Peers(ProcFs proc) {
    this(proc, null);
  }

  /**
   * @param given who is asked about single sockets; null for the kernel
   */
  Peers(ProcFs proc, Wire given) {
    this.proc = proc;
    this.given = given;
  }

  /** Whether anybody waits for a peer; cost: linear in the edges. */
  public static boolean areWaitedFor(Graph graph) {
    for (int number = 0; number < graph.edges().size(); number++) {
      if (isWait(graph, number)) {
        return true;
      }
    }
    return KernelWaits.areNeeded(graph) || ChildWaits.areNeeded(graph);
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

  static boolean isReceiver(Entity end) {
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
    wires.put(process, given == null ? new SocketDiag(proc, pid) : given);
    Set<Entity> ends = new HashSet<>();
    Connections connections = null;
    for (int number = 0; number < graph.edges().size(); number++) {
      Entity end = graph.entityAt(graph.toIndex(number));
      if (!isWait(graph, number) || !end.process().equals(process) || !ends.add(end)) {
        continue;
      }
      List<Call> calls = isReceiver(end) ? threads.calls(end) : List.of();
      Endpoint there = isReceiver(end) ? null : remote(end);
      if (calls.size() == 1 && calls.get(0).what() == Call.What.EXIT) {
        exits.put(end, calls.get(0).command());
        continue;
      }
      if (there == null && !isReceiver(end)) {
        Connection local = unix(end, pid);
        if (local != null) {
          found.put(end, List.of(local));
        }
        continue;
      }
      try {
        connections = connections == null ? new Connections(proc, pid) : connections;
        this.connections.put(process, connections);
      } catch (IOException e) {
        notices.add(
            new GraphNotice(
                process, "sockets-unseen", 0, "The process's sockets may not be looked at."));
        return;
      }
      List<Connection> leading =
          there == null
              ? asking(connections, calls, process, pid)
              : connections.to(there, localPort(end));
      Connection datagrams =
          leading.isEmpty() && there != null
              ? datagrams(process, pid).to(there, localPort(end))
              : null;
      if (datagrams != null) {
        found.put(end, List.of(datagrams));
      } else if (!leading.isEmpty()) {
        found.put(end, leading);
      } else if (calls.size() == 1 && calls.get(0).what() == Call.What.SELECT) {
        idle.add(end);
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

  /** The connection of a socket whose objects say its descriptor alone; null for any other. */
  private Connection unix(Entity end, long pid) {
    Object descriptor = end.attributes().get("descriptor");
    long inode =
        descriptor instanceof Long ? Descriptors.inode(proc.link(pid, "fd/" + descriptor)) : 0;
    return inode == 0 ? null : unix(end.process(), pid).of(inode);
  }

  private Datagrams datagrams(String process, long pid) {
    Datagrams sockets = datagrams.get(process);
    if (sockets == null) {
      sockets = new Datagrams(proc, pid);
      datagrams.put(process, sockets);
    }
    return sockets;
  }

  private UnixSockets unix(String process, long pid) {
    UnixSockets sockets = unix.get(process);
    if (sockets == null) {
      sockets = new UnixSockets(proc, pid, wires.get(process));
      unix.put(process, sockets);
    }
    return sockets;
  }

  private List<Connection> asking(
      Connections connections, List<Call> calls, String process, long pid) {
    List<Long> sockets = registered(calls, pid);
    List<Connection> asking = connections.asking(sockets);
    asking.addAll(unix(process, pid).asking(sockets));
    return asking;
  }

  /** Sockets for whose events the thread waits, by their inodes. */
  private List<Long> registered(List<Call> calls, long pid) {
    List<Long> sockets = new ArrayList<>();
    for (Call call : calls) {
      if (call.what() == Call.What.SELECT) {
        sockets.addAll(registered.sockets(proc, pid, call.descriptor()));
      }
    }
    return sockets;
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
    PeerFacts facts = new PeerFacts(proc, owners, wires, seen);
    Servants servants = null;
    for (Map.Entry<Entity, List<Connection>> each : found.entrySet()) {
      boolean served = false;
      String peer = lookedInto(each.getValue(), owners, seen);
      if (peer != null) {
        servants = servants == null ? new Servants(seen, heaps, idle) : servants;
        served = servants.serve(each.getKey(), each.getValue(), peer, graph);
      }
      graph.replace(described(facts, each, served));
    }
    for (Entity end : idle) {
      graph.replace(PeerFacts.copy(end).attribute("connections", 0L).build());
    }
    Set<Entity> told = new HashSet<>();
    for (Map.Entry<String, NativeThreads> process : running.entrySet()) {
      told.addAll(children(graph, seen, process.getKey(), process.getValue()));
    }
    for (Map.Entry<Entity, Long> each : exits.entrySet()) {
      if (told.contains(each.getKey())) {
        continue; // it is said what that process waits for
      }
      EntityBuilder builder = PeerFacts.copy(each.getKey());
      builder.attribute("remote", "process " + each.getValue() + ", when that ends");
      graph.replace(facts.peer(builder, each.getValue()).build());
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
    if (facts.unasked() > 0) {
      notices.add(
          new GraphNotice(
              "",
              "sockets-unasked",
              facts.unasked(),
              "connections of which the kernel was not asked when something last came: too many"
                  + " lead to where somebody waits."));
    }
    unlooked();
    boolean more =
        !told.isEmpty()
            || !found.isEmpty()
            || !idle.isEmpty()
            || !exits.isEmpty()
            || !notices.isEmpty();
    KernelWaits waits = new KernelWaits(proc);
    for (Map.Entry<String, NativeThreads> process : running.entrySet()) {
      more |= waits.addTo(graph, seen, process.getKey(), process.getValue(), told);
    }
    for (GraphNotice notice : notices) {
      graph.notice(notice);
    }
    return more;
  }

  /** Who waits for a process that this one has started, and that for us. */
  private Set<Entity> children(
      Graph.Builder graph, Graph seen, String process, NativeThreads threads) {
    Heap heap = heaps.get(process);
    return heap == null || (exits.isEmpty() && !ChildWaits.areNeeded(seen))
        ? Set.of()
        : new ChildWaits(proc, seen, process, threads, heap, exits).addTo(graph);
  }

  /** With what is known of other connections of the process to where the first of these leads. */
  private Entity described(
      PeerFacts facts, Map.Entry<Entity, List<Connection>> each, boolean served) {
    Connections all = connections.get(each.getKey().process());
    Endpoint there = each.getValue().get(0).own().remote();
    boolean known = all != null && !there.isNowhere();
    List<Connection> others = known ? all.to(there, 0) : each.getValue();
    Entity end = facts.described(each.getKey(), each.getValue(), others, served);
    return known && all.hasEndedTo(there)
        ? PeerFacts.copy(end).attribute("endedBefore", true).build()
        : end;
  }

  /** Id of the process at the other end of all of them; null when it is not in the picture. */
  private String lookedInto(List<Connection> leading, Descriptors.Owners owners, Graph seen) {
    long pid = -1;
    for (Connection connection : leading) {
      long owner = connection.peer() == null ? -1 : owners.of(connection.peer().inode());
      if (owner < 0 || (pid >= 0 && pid != owner)) {
        return null;
      }
      pid = owner;
    }
    for (ProcessInfo process : seen.processes()) {
      if (process.pid() == pid && heaps.containsKey(process.id())) {
        return process.id();
      }
    }
    return null;
  }

  private void unlooked() {
    for (Map.Entry<String, NativeThreads> process : running.entrySet()) {
      if (process.getValue().left() > 0) {
        notices.add(
            new GraphNotice(
                process.getKey(),
                "threads-uncompared",
                process.getValue().left(),
                "threads were not compared with those of the kernel: for what they wait outside is"
                    + " not known where a picture does not give their numbers."));
      }
    }
    if (registered.left() > 0) {
      notices.add(
          new GraphNotice(
              "",
              "registered-unread",
              registered.left(),
              "descriptors with which threads wait for events were not looked at: there are too"
                  + " many."));
    }
  }
}
