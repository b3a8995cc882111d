package dev.peeps.cli.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How much memory a process may still take before its control group's limit has the kernel kill
 * something. Both versions of control groups; all groups above count.
 */
public final class MemoryRoom {
  /** Version 1 says "no limit" with a number near the largest. */
  private static final long NO_LIMIT = 1L << 60;

  private final ProcFs proc;
  private final String mount;

  public MemoryRoom(ProcFs proc) {
    this(proc, "/sys/fs/cgroup");
  }

  MemoryRoom(ProcFs proc, String mount) {
    this.proc = proc;
    this.mount = mount;
  }

  /** Bytes left; {@link Long#MAX_VALUE} when there is no limit or none can be seen. */
  public long of(long pid) {
    long room = Long.MAX_VALUE;
    String groups;
    try {
      groups = proc.text(pid, "cgroup");
    } catch (IOException e) {
      return room;
    }
    for (String line : groups.split("\n", -1)) {
      // HIERARCHY:CONTROLLERS:PATH; no controllers: version 2
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      if (first < 0 || second < 0) {
        continue;
      }
      String controllers = line.substring(first + 1, second);
      String path = line.substring(second + 1);
      if (controllers.isEmpty()) {
        room = Math.min(room, room(mount, path, "memory.max", "memory.current"));
      } else if (("," + controllers + ",").contains(",memory,")) {
        room =
            Math.min(
                room,
                room(mount + "/memory", path, "memory.limit_in_bytes", "memory.usage_in_bytes"));
      }
    }
    return room;
  }

  private static long room(String base, String path, String limitName, String usageName) {
    long room = Long.MAX_VALUE;
    String group = path.equals("/") ? "" : path;
    while (true) {
      String directory = base + group + '/';
      long limit = number(directory + limitName);
      long usage = number(directory + usageName);
      if (limit >= 0 && limit < NO_LIMIT && usage >= 0) {
        // Pages of files that nobody uses are given up before anybody is killed.
        room = Math.min(room, Math.max(0, limit - usage + inactiveFiles(directory)));
      }
      int slash = group.lastIndexOf('/');
      if (slash < 0) {
        return room;
      }
      group = group.substring(0, slash);
    }
  }

  private static long inactiveFiles(String directory) {
    long own = 0;
    for (String line : read(directory + "memory.stat").split("\n", -1)) {
      if (line.startsWith("total_inactive_file ")) {
        return parse(line.substring(20));
      }
      if (line.startsWith("inactive_file ")) {
        own = parse(line.substring(14));
      }
    }
    return Math.max(0, own);
  }

  private static long number(String file) {
    return parse(read(file));
  }

  /** -1 when it is no number: {@code max}, or nothing. */
  private static long parse(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String read(String file) {
    try (InputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
