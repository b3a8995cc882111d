package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The TCP or UDP sockets of the network namespace in which a process lives. */
final class SocketTable {
  /** Beyond this they are counted, not kept. */
  private static final int MOST = 500_000;

  private final List<SocketRow> rows = new ArrayList<>();
  private long left;

  private SocketTable() {}

  /**
   * Reads both tables. Cost: linear in the sockets of the whole namespace.
   *
   * @throws IOException when the process is gone or may not be looked at
   */
  static SocketTable of(ProcFs proc, long pid) throws IOException {
    return of(proc, pid, "net/tcp");
  }

  /**
   * The same of its UDP sockets.
   *
   * @throws IOException when the process is gone or may not be looked at
   */
  static SocketTable ofDatagrams(ProcFs proc, long pid) throws IOException {
    return of(proc, pid, "net/udp");
  }

  private static SocketTable of(ProcFs proc, long pid, String name) throws IOException {
    SocketTable table = new SocketTable();
    table.read(proc.name(pid, name));
    try {
      table.read(proc.name(pid, name + '6'));
    } catch (java.io.FileNotFoundException e) {
      // A kernel without IPv6.
    }
    return table;
  }

  private void read(String file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new FileReader(file, StandardCharsets.ISO_8859_1))) {
      in.readLine(); // the heading
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        SocketRow row = row(line);
        if (row != null && rows.size() < MOST) {
          rows.add(row);
        } else {
          left++;
        }
      }
    }
  }

  List<SocketRow> rows() {
    return rows;
  }

  /** Lines that were not understood, or were too many. */
  long left() {
    return left;
  }

  /** One line of the table; null when it is not as the kernel writes it. */
  static SocketRow row(String line) {
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
    String[] fields = new String[10];
    int count = 0;
    int at = 0;
    while (at < line.length() && count < fields.length) {
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      int start = at;
      while (at < line.length() && line.charAt(at) != ' ') {
        at++;
      }
      if (at > start) {
        fields[count++] = line.substring(start, at);
      }
    }
    if (count < fields.length) {
      return null;
    }
    try {
      Endpoint local = endpoint(fields[1]);
      Endpoint remote = endpoint(fields[2]);
      int colon = fields[4].indexOf(':');
      return local == null || remote == null || colon < 0
          ? null
          : new SocketRow(
              local,
              remote,
              Integer.parseInt(fields[3], 16),
              Long.parseLong(fields[4].substring(0, colon), 16),
              Long.parseLong(fields[4].substring(colon + 1), 16),
              Long.parseLong(fields[7]),
              Long.parseLong(fields[9]));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** {@code 0100007F:1538}: the address in words of the machine's own byte order. */
  private static Endpoint endpoint(String text) {
    int colon = text.indexOf(':');
    if (colon != 8 && colon != 32) {
      return null;
    }
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    StringBuilder hex = new StringBuilder(colon);
    for (int word = 0; word < colon; word += 8) {
      for (int i = 0; i < 8; i += 2) {
        int from = word + (little ? 6 - i : i);
        for (int digit = from; digit < from + 2; digit++) {
          char lower = Character.toLowerCase(text.charAt(digit));
          if (Character.digit(lower, 16) < 0 || lower > 'f') {
            return null;
          }
          hex.append(lower);
        }
      }
    }
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    return port < 0 ? null : Endpoint.of(hex.toString(), port);
  }
}
