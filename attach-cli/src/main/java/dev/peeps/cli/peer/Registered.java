package dev.peeps.cli.peer;

import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The descriptors for whose events somebody waits, as the kernel lists them in {@code fdinfo}. */
final class Registered {
  private static final int MOST = 100_000;

  private long left;

  /** How many descriptors were not looked at, since there were too many. */
  long left() {
    return left;
  }

  /**
   * Inodes of the sockets that are registered with an {@code epoll}. Cost: a look at each.
   *
   * @return empty when there are none, or when it may not be looked at
   */
  List<Long> sockets(ProcFs proc, long pid, int epoll) {
    List<Long> inodes = new ArrayList<>();
    int looked = 0;
    try {
      for (String line : proc.text(pid, "fdinfo/" + epoll).split("\n", -1)) {
        // tfd:        9 events:       19 data:                9  pos:0 ino:2b sdev:8
        boolean registered = line.startsWith("tfd:");
        if (registered && ++looked > MOST) {
          left++;
        } else if (registered) {
          String rest = line.substring("tfd:".length()).strip();
          int end = rest.indexOf(' ');
          long inode =
              Descriptors.inode(proc.link(pid, "fd/" + (end < 0 ? rest : rest.substring(0, end))));
          if (inode > 0) {
            inodes.add(inode);
          }
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return inodes;
  }
}
