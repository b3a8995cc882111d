package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connections of one process, by what its objects say of them. */
final class Connections {
  private final ProcFs proc;
  private final long pid;
  private final long left;

  /** By the ports of the other end and of the own one, and again by that of the other end alone. */
  private final Map<Long, List<SocketRow>> rows = new HashMap<>();

  private final Namespaces elsewhere;
  private final Map<Ends, SocketRow> byEnds = new LinkedHashMap<>();
  private final Map<Long, List<SocketRow>> listeners = new HashMap<>();
  private final Map<Endpoint, List<Connection>> known = new HashMap<>();
  private final Map<Endpoint, Boolean> ended = new HashMap<>();
  private Set<Long> own;
  private boolean ownSought;

  record Ends(Endpoint local, Endpoint remote) {}

  /**
   * Reads the sockets of its network namespace. Cost: linear in them.
   *
   * @throws IOException when they may not be read
   */
  Connections(ProcFs proc, long pid) throws IOException {
    this.proc = proc;
    this.pid = pid;
    this.elsewhere = new Namespaces(proc, pid);
    SocketTable table = SocketTable.of(proc, pid);
    this.left = table.left();
    for (SocketRow row : table.rows()) {
      byEnds.putIfAbsent(new Ends(row.local(), row.remote()), row);
      if (row.state() == SocketRow.LISTENING) {
        add(listeners, (long) row.local().port(), row);
      } else {
        add(rows, ports(row.remote().port(), row.local().port()), row);
        add(rows, ports(row.remote().port(), 0), row);
      }
    }
  }

  private static void add(Map<Long, List<SocketRow>> rows, Long key, SocketRow row) {
    List<SocketRow> there = rows.get(key);
    if (there == null) {
      there = new ArrayList<>(1);
      rows.put(key, there);
    }
    there.add(row);
  }

  private static long ports(int remote, int local) {
    return ((long) remote << 32) | local;
  }

  /**
   * Those that lead there; several when the objects do not say which it is. Cost: linear in the
   * connections to that port, and once only for all who do not know their own.
   *
   * @param localPort its own port; 0 when that is not known, and then all of the process's own
   *     sockets are compared
   */
  List<Connection> to(Endpoint remote, int localPort) {
    List<Connection> found = localPort == 0 ? known.get(remote) : null;
    if (found != null) {
      return found;
    }
    found = new ArrayList<>();
    for (SocketRow row : rows.getOrDefault(ports(remote.port(), localPort), List.of())) {
      if (row.remote().matches(remote) && (localPort != 0 || isOwn(row))) {
        found.add(connection(row));
      }
    }
    if (localPort == 0) {
      known.put(remote, found);
    }
    return found;
  }

  /**
   * Those of these sockets by which the process asks others: neither listening ones nor those that
   * were accepted from one.
   *
   * @param inodes of its sockets
   */
  List<Connection> asking(Collection<Long> inodes) {
    Set<Long> wanted = new HashSet<>(inodes);
    List<Connection> found = new ArrayList<>();
    for (SocketRow row : byEnds.values()) {
      if (wanted.contains(row.inode())
          && row.state() != SocketRow.LISTENING
          && row.remote().port() != 0
          && !isAccepted(row)) {
        found.add(connection(row));
      }
    }
    return found;
  }

  /**
   * Whether a connection between this machine and there has come to its end within the last minute,
   * whoever had it: of one for each request nothing else is left. Cost: linear in the sockets, once
   * for each end.
   */
  boolean hasEndedTo(Endpoint remote) {
    Boolean has = ended.get(remote);
    if (has == null) {
      has = false;
      for (SocketRow row : byEnds.values()) {
        has |=
            row.state() == SocketRow.TIME_WAIT
                && (row.remote().equals(remote) || row.local().equals(remote));
      }
      ended.put(remote, has);
    }
    return has;
  }

  private Connection connection(SocketRow row) {
    SocketRow other = byEnds.get(new Ends(/* local= */ row.remote(), /* remote= */ row.local()));
    SocketRow listener = listener(row, other);
    return new Connection(
        row, other == null && listener == null ? elsewhere.other(row) : other, listener);
  }

  private boolean isAccepted(SocketRow row) {
    for (SocketRow listener : listeners.getOrDefault((long) row.local().port(), List.of())) {
      if (isOwn(listener) && listener.listensAt(row.local())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwn(SocketRow row) {
    if (!ownSought) {
      ownSought = true;
      own = Descriptors.of(proc, pid);
    }
    return own != null && own.contains(row.inode());
  }

  /** Only where the connection goes to this machine: else it is somebody else of that port. */
  private SocketRow listener(SocketRow row, SocketRow other) {
    if (other == null && !row.local().address().equals(row.remote().address())) {
      return null;
    }
    for (SocketRow listener : listeners.getOrDefault((long) row.remote().port(), List.of())) {
      if (listener.listensAt(row.remote())) {
        return listener;
      }
    }
    return null;
  }

  /** Sockets of the namespace that could not be told. */
  long left() {
    return left;
  }
}
