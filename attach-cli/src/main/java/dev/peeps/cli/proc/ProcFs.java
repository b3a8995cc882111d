package dev.peeps.cli.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's view of processes, by default under {@code /proc}. Nothing here touches a process.
 */
public final class ProcFs {
  /** Of a process's {@code stat}, the field with its start, counted from the state. */
  private static final int START_FIELD = 19;

  private static final long UNKNOWN = -2;

  private final String base;
  private long ownUid = UNKNOWN;

  /** The real one. */
  public ProcFs() {
    this("/proc");
  }

  /** One below another directory, for tests. */
  public ProcFs(String base) {
    this.base = base;
  }

  /** The path of one entry of a process, which need not exist. */
  public Path path(long pid, String entry) {
    return Path.of(base, Long.toString(pid), entry);
  }

  /** The path as a string, without the cost of a Path. */
  public String name(long pid, String entry) {
    return base + '/' + pid + '/' + entry;
  }

  /** The path of an entry that is about no process. */
  public String file(String entry) {
    return base + '/' + entry;
  }

  /**
   * The content of one entry.
   *
   * @throws IOException when there is no such process or it may not be read
   */
  public String text(long pid, String entry) throws IOException {
    return new String(bytes(pid, entry), StandardCharsets.UTF_8);
  }

  byte[] bytes(long pid, String entry) throws IOException {
    return bytes(name(pid, entry));
  }

  /** Not by java.nio.file.Files, whose channels bring up the network library as well. */
  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    }
  }

  /** Where a link of a process points; empty when that cannot be read. */
  public String link(long pid, String entry) {
    try {
      return Files.readSymbolicLink(path(pid, entry)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Where a link of our own process points; empty when that cannot be read. */
  public String ownLink(String entry) {
    try {
      return Files.readSymbolicLink(Path.of(base, "self", entry)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Our own pid as this proc knows it; -1 when it is not mounted. */
  public long self() {
    try {
      return Long.parseLong(Files.readSymbolicLink(Path.of(base, "self")).toString());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /**
   * The effective user id of our own process; read once.
   *
   * @throws IOException when it cannot be read
   */
  public long ownUid() throws IOException {
    if (ownUid == UNKNOWN) {
      ownUid = ProcStatus.of(this, self()).uid();
    }
    return ownUid;
  }

  public boolean exists(long pid) {
    return new java.io.File(base + '/' + pid).isDirectory();
  }

  /** The ids of all processes, ascending; empty when nothing is mounted there. */
  public List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    String[] names = new java.io.File(base).list();
    if (names != null) {
      for (String name : names) {
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
          try {
            pids.add(Long.parseLong(name));
          } catch (NumberFormatException e) {
            // Not a process: some other entry.
          }
        }
      }
    }
    pids.sort(null);
    return pids;
  }

  /**
   * The names of a process's threads as the kernel knows them, at most 15 characters each; empty
   * when they cannot be read. Cost: one small file per thread.
   */
  public List<String> threadNames(long pid) {
    List<String> names = new ArrayList<>();
    String[] tids = new java.io.File(name(pid, "task")).list();
    if (tids != null) {
      for (String tid : tids) {
        try {
          names.add(text(pid, "task/" + tid + "/comm").strip());
        } catch (IOException e) {
          // The thread has ended meanwhile.
        }
      }
    }
    return names;
  }

  /**
   * When the process was started, in milliseconds since the epoch, to a few hundredths of a second;
   * -1 when unknown.
   */
  public long startMillis(long pid) {
    long ticks = startTicks(pid);
    try {
      String uptime = new String(bytes(base + "/uptime"), StandardCharsets.US_ASCII);
      double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      // The kernel shows times to programs in hundredths of a second on all processors we know.
      return ticks < 0 ? -1 : System.currentTimeMillis() - Math.round(seconds * 1000) + ticks * 10;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  /** When the process was started, in clock ticks since boot; -1 when unknown. */
  public long startTicks(long pid) {
    try {
      String stat = text(pid, "stat");
      // The command name may hold spaces and parentheses; fields count from the last ')'.
      int start = stat.lastIndexOf(')') + 2;
      int end = stat.indexOf(' ', start);
      for (int field = 0; field < START_FIELD && end >= 0; field++) {
        start = end + 1;
        end = stat.indexOf(' ', start);
      }
      return end < 0 ? -1 : Long.parseLong(stat.substring(start, end));
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
