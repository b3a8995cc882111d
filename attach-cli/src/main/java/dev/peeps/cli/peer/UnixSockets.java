package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The UNIX sockets of the network namespace in which a process lives, as {@code /proc/PID/net/unix}
 * lists them. Which two belong together the table does not say, and the kernel is asked.
 */
final class UnixSockets {
  /** Beyond this they are not kept. */
  private static final int MOST = 500_000;

  private static final int CONNECTING = 2;
  private static final int CONNECTED = 3;
  private static final int FIELDS = 7;

  private final Map<Long, SocketRow> rows = new HashMap<>();
  private final Wire wire;

  /** Reads the table; it is empty where it may not be read. Cost: linear in its lines. */
  UnixSockets(ProcFs proc, long pid, Wire wire) {
    this.wire = wire;
    try (BufferedReader in =
        new BufferedReader(
            new FileReader(proc.name(pid, "net/unix"), StandardCharsets.ISO_8859_1))) {
      in.readLine(); // the heading
      for (String line = in.readLine(); line != null && rows.size() < MOST; line = in.readLine()) {
        SocketRow row = row(line);
        if (row != null) {
          rows.put(row.inode(), row);
        }
      }
    } catch (IOException e) {
      rows.clear();
    }
  }

  /** {@code 0000000012345678: 00000003 00000000 00000000 0001 03 4711 /run/app.sock}. */
  static SocketRow row(String line) {
    String[] fields = line.split(" +", FIELDS + 1);
    if (fields.length < FIELDS) {
      return null;
    }
    try {
      int state = Integer.parseInt(fields[5], 16);
      return new SocketRow(
          Endpoint.path(fields.length > FIELDS ? fields[FIELDS] : ""),
          Endpoint.path(""),
          state == CONNECTED
              ? SocketRow.ESTABLISHED
              : state == CONNECTING ? SocketRow.CONNECTING : 0,
          0,
          0,
          -1,
          Long.parseLong(fields[6]));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The connection of a socket, by its inode; null when it is none, or the other end unknown. */
  Connection of(long inode) {
    SocketRow own = rows.get(inode);
    long peer = own == null ? 0 : wire.peer(inode);
    SocketRow other = peer == 0 ? null : rows.get(peer);
    if (other == null) {
      return null;
    }
    SocketRow here =
        new SocketRow(own.local(), other.local(), own.state(), 0, 0, own.uid(), own.inode());
    return new Connection(here, other, null);
  }

  /**
   * Those of these sockets by which the process asks others: one that was accepted has the path of
   * the socket that has accepted it.
   *
   * @param inodes of its sockets
   */
  List<Connection> asking(Collection<Long> inodes) {
    List<Connection> asking = new ArrayList<>();
    for (long inode : inodes) {
      SocketRow own = rows.get(inode);
      Connection connection = own != null && own.local().isNowhere() ? of(inode) : null;
      if (connection != null && !connection.own().remote().isNowhere()) {
        asking.add(connection);
      }
    }
    return asking;
  }
}
