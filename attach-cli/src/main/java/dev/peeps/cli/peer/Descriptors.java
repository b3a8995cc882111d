package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which sockets processes have open, by the inodes of their descriptors. */
final class Descriptors {
  private static final String SOCKET = "socket:[";

  private Descriptors() {}

  /**
   * Inodes of the sockets that a process has open.
   *
   * @return null when it may not be looked at, or is gone
   */
  static Set<Long> of(ProcFs proc, long pid) {
    String[] numbers = new File(proc.name(pid, "fd")).list();
    if (numbers == null) {
      return null;
    }
    Set<Long> inodes = new HashSet<>();
    for (String number : numbers) {
      long inode = inode(proc.link(pid, "fd/" + number));
      if (inode > 0) {
        inodes.add(inode);
      }
    }
    return inodes;
  }

  /** {@code socket:[4711]}; 0 for anything else. */
  static long inode(String link) {
    if (!link.startsWith(SOCKET) || !link.endsWith("]")) {
      return 0;
    }
    try {
      return Long.parseLong(link.substring(SOCKET.length(), link.length() - 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Who has a socket open. */
  static final class Owners {
    private final Map<Long, Long> owners = new HashMap<>();
    private int unseen;

    /** The lowest process id that has it; -1 when none was seen. */
    long of(long inode) {
      return owners.getOrDefault(inode, -1L);
    }

    /** How many processes were not looked at: they may not be, or there was no time. */
    int unseen() {
      return unseen;
    }
  }

  /**
   * Looks through all processes until every socket has an owner. Cost: a look at each descriptor of
   * each process, until the time is over.
   *
   * @param wanted inodes
   * @param limitNanos how long that may take
   */
  static Owners owners(ProcFs proc, Set<Long> wanted, long limitNanos) {
    Owners owners = new Owners();
    long start = System.nanoTime();
    for (long pid : proc.pids()) {
      if (owners.owners.keySet().containsAll(wanted)) {
        break;
      }
      Set<Long> open = System.nanoTime() - start > limitNanos ? null : of(proc, pid);
      if (open == null) {
        owners.unseen += proc.exists(pid) ? 1 : 0;
        continue;
      }
      for (long inode : wanted) {
        if (open.contains(inode)) {
          owners.owners.putIfAbsent(inode, pid);
        }
      }
    }
    return owners;
  }
}
