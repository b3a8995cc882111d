package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which sockets processes have open, by the inodes of their descriptors. */
final class Descriptors {
  private static final String SOCKET = "socket:[";
  private static final long LIMIT_NANOS = 1_000_000_000L;

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

  /**
   * The processes that have the other end of a pipe, but for this one.
   *
   * @param link what descriptors of it point at
   * @param writes whether those who write are meant, else those who read
   * @return ascending; null when none is known and some processes were not looked at
   */
  static List<Long> withLink(ProcFs proc, String link, boolean writes, long but) {
    List<Long> found = new ArrayList<>();
    boolean unseen = false;
    long start = System.nanoTime();
    for (long pid : proc.pids()) {
      String[] numbers =
          pid == but || System.nanoTime() - start > LIMIT_NANOS
              ? null
              : new File(proc.name(pid, "fd")).list();
      unseen |= numbers == null && pid != but && proc.exists(pid);
      for (int i = 0; numbers != null && i < numbers.length; i++) {
        if (proc.link(pid, "fd/" + numbers[i]).equals(link)
            && isOpen(proc, pid, numbers[i], writes)) {
          found.add(pid);
          break;
        }
      }
    }
    return found.isEmpty() && unseen ? null : found;
  }

  /** By the flags in {@code fdinfo}, in octal: 0 reads, 1 writes, 2 does both. */
  private static boolean isOpen(ProcFs proc, long pid, String number, boolean writes) {
    try {
      for (String line : proc.text(pid, "fdinfo/" + number).split("\n", -1)) {
        if (line.startsWith("flags:")) {
          int mode = Integer.parseInt(line.substring("flags:".length()).strip(), 8) & 3;
          return mode == 2 || mode == (writes ? 1 : 0);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // It is gone, or written in a way that is not known.
    }
    return false;
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
    if (wanted.isEmpty()) {
      return owners; // a machine may have thousands of processes
    }
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
