package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The connections of this machine's other network namespaces, those of containers: where both ends
 * have the same two addresses, the one in a container is the other end of ours. Translated
 * addresses, as those of published ports, are not found; nor is what is not for this user.
 */
final class Namespaces {
  private static final int MOST = 200;
  private static final long LIMIT_NANOS = 1_000_000_000L;

  private final ProcFs proc;
  private final long pid;

  /** By both ends, as its own namespace has them; null until somebody asks. */
  private Map<Connections.Ends, SocketRow> rows;

  /**
   * @param pid of the process whose own namespace is left out
   */
  Namespaces(ProcFs proc, long pid) {
    this.proc = proc;
    this.pid = pid;
  }

  /**
   * The other end of a connection; null when it is in none of them. Cost: once, a look at each
   * process and the sockets of each namespace, a second at most.
   */
  SocketRow other(SocketRow own) {
    if (rows == null) {
      rows = new HashMap<>();
      read();
    }
    return rows.get(new Connections.Ends(/* local= */ own.remote(), /* remote= */ own.local()));
  }

  private void read() {
    long start = System.nanoTime();
    Set<String> seen = new HashSet<>();
    seen.add(proc.link(pid, "ns/net"));
    for (long process : proc.pids()) {
      String space = proc.link(process, "ns/net");
      if (space.isEmpty() || !seen.add(space)) {
        continue;
      }
      if (seen.size() > MOST || System.nanoTime() - start > LIMIT_NANOS) {
        return;
      }
      try {
        for (SocketRow row : SocketTable.of(proc, process).rows()) {
          if (row.state() != SocketRow.LISTENING) {
            rows.putIfAbsent(new Connections.Ends(row.local(), row.remote()), row);
          }
        }
      } catch (IOException e) {
        // It is gone, or not for us: others of the namespace may be.
        seen.remove(space);
      }
    }
  }
}
