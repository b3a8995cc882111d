package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The connections of one process, by what its objects say of them. */
final class Connections {
  private final ProcFs proc;
  private final long pid;
  private final SocketTable table;
  private Set<Long> own;
  private boolean ownSought;

  /**
   * Reads the sockets of its network namespace.
   *
   * @throws IOException when they may not be read
   */
  Connections(ProcFs proc, long pid) throws IOException {
    this.proc = proc;
    this.pid = pid;
    this.table = SocketTable.of(proc, pid);
  }

  /**
   * Those that lead there; several when the objects do not say which it is.
   *
   * @param localPort its own port; 0 when that is not known, and then all of the process's own
   *     sockets are compared
   */
  List<Connection> to(Endpoint remote, int localPort) {
    List<Connection> found = new ArrayList<>();
    for (SocketRow row : table.rows()) {
      if (row.state() != SocketRow.LISTENING
          && row.remote().matches(remote)
          && (localPort == 0 ? isOwn(row) : row.local().port() == localPort)) {
        found.add(new Connection(row, otherEnd(row), listener(row)));
      }
    }
    return found;
  }

  private boolean isOwn(SocketRow row) {
    if (!ownSought) {
      ownSought = true;
      own = Descriptors.of(proc, pid);
    }
    return own != null && own.contains(row.inode());
  }

  private SocketRow otherEnd(SocketRow row) {
    for (SocketRow other : table.rows()) {
      if (other.isOtherEndOf(row)) {
        return other;
      }
    }
    return null;
  }

  /** Only where the connection goes to this machine: else it is somebody else of that port. */
  private SocketRow listener(SocketRow row) {
    boolean here = otherEnd(row) != null || row.local().address().equals(row.remote().address());
    for (SocketRow other : table.rows()) {
      if (here && other.listensAt(row.remote())) {
        return other;
      }
    }
    return null;
  }

  /** Sockets of the namespace that could not be told. */
  long left() {
    return table.left();
  }
}
