package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Where datagrams of a process go: whoever of its network namespace receives them there. */
final class Datagrams {
  private final List<SocketRow> rows;
  private final Set<Long> own;

  /** Reads the UDP sockets of its namespace; none when they may not be read. */
  Datagrams(ProcFs proc, long pid) {
    List<SocketRow> read;
    try {
      read = SocketTable.ofDatagrams(proc, pid).rows();
    } catch (IOException e) {
      read = List.of();
    }
    this.rows = read;
    this.own = Descriptors.of(proc, pid);
  }

  /**
   * The socket that talks to there, and the one that is there.
   *
   * @param localPort its own; 0 when it is not known
   * @return null when there is none, or none is here
   */
  Connection to(Endpoint remote, int localPort) {
    SocketRow here = null;
    SocketRow there = null;
    for (SocketRow row : rows) {
      if (row.remote().port() != 0 && row.remote().equals(remote) && isOwn(row)) {
        here = localPort == 0 || row.local().port() == localPort ? row : here;
      } else if (row.local().port() == remote.port()
          && (row.local().equals(remote) || (row.local().isAny() && isHere(remote)))) {
        there = row;
      }
    }
    return here == null || there == null ? null : new Connection(here, null, there);
  }

  private boolean isOwn(SocketRow row) {
    return own != null && own.contains(row.inode());
  }

  /** True for an address of this machine, as far as sockets tell: one is bound to it. */
  private boolean isHere(Endpoint remote) {
    for (SocketRow row : rows) {
      if (row.local().address().equals(remote.address())) {
        return true;
      }
    }
    return false;
  }
}
