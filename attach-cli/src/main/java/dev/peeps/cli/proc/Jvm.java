package dev.peeps.cli.proc;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * One process that is, or may be, a JVM, as it looks from outside. Nothing here touches it; what
 * costs more than a few microseconds is read when first asked for.
 */
public final class Jvm {
  /** The two clocks may have been set between the start of a process and now. */
  private static final long CLOCK_SLACK_MILLIS = 1000;

  private final ProcFs proc;
  private final long pid;
  private final ProcStatus status;
  private final boolean otherFiles;
  private PerfData perfData;
  private boolean perfDataSought;
  private JvmKind kind;
  private final long startTicks;
  private long startMillis;

  /**
   * Looks at a process.
   *
   * @throws IOException when there is no such process (any more)
   */
  public Jvm(ProcFs proc, long pid) throws IOException {
    this.proc = proc;
    this.pid = pid;
    this.startTicks = proc.startTicks(pid);
    this.status = ProcStatus.of(proc, pid);
    // Unreadable links (another user's process) tell nothing; the attach itself will be refused.
    String mounts = proc.link(pid, "ns/mnt");
    String root = proc.link(pid, "root");
    this.otherFiles =
        (!mounts.isEmpty() && !mounts.equals(proc.ownLink("ns/mnt")))
            || (!root.isEmpty() && !root.equals(proc.ownLink("root")));
  }

  public long pid() {
    return pid;
  }

  public ProcStatus status() {
    return status;
  }

  /** Whether its files are not ours: another mount namespace, or a root directory of its own. */
  public boolean hasOtherFiles() {
    return otherFiles;
  }

  /** Whether it lives in a container in the widest sense: other files or other process ids. */
  public boolean isContained() {
    return otherFiles || status.nested();
  }

  /** Whether it runs as another user than we do. */
  public boolean isOfAnotherUser() {
    try {
      return proc.ownUid() != status.uid();
    } catch (IOException e) {
      return true; // unknown: the careful way
    }
  }

  /** How a path of the target is reached from here. */
  public String here(String targetPath) {
    return otherFiles ? proc.name(pid, "root") + targetPath : targetPath;
  }

  /** The socket on which a JVM listens once somebody has attached to it; it need not exist. */
  public String attachSocket() {
    return here("/tmp/.java_pid" + status.namespacePid());
  }

  /**
   * Whether a file was there before the process was: another one of the same id has left it. False
   * when that cannot be told.
   */
  public boolean isYoungerThan(String file) {
    if (startMillis == 0) {
      startMillis = proc.startMillis(pid);
    }
    return startMillis > 0 && new File(file).lastModified() < startMillis - CLOCK_SLACK_MILLIS;
  }

  /** What kind of program it is. Cost on first use: reads its memory map. */
  public JvmKind kind() {
    if (kind == null) {
      kind = JvmKind.of(proc, pid);
    }
    return kind;
  }

  /** Its performance data; null when it has none or we may not read it. */
  public PerfData perfData() {
    if (!perfDataSought) {
      perfDataSought = true;
      perfData = findPerfData();
    }
    return perfData;
  }

  private PerfData findPerfData() {
    String tmp = here("/tmp");
    String[] names = new File(tmp).list();
    if (names == null) {
      return null;
    }
    for (String name : names) {
      if (name.startsWith("hsperfdata_")) {
        String file = tmp + '/' + name + '/' + status.namespacePid();
        try {
          if (new File(file).isFile() && FileOwner.of(file) == status.uid()) {
            return PerfData.read(file);
          }
        } catch (IOException e) {
          // Gone, or not for us to read: another file may do.
        }
      }
    }
    return null;
  }

  /** Main class or jar; empty when unknown. */
  public String mainName() {
    PerfData data = perfData();
    String name = data == null ? "" : data.mainName();
    return name.isEmpty() ? JavaCommandLine.mainName(proc, pid) : name;
  }

  /** Bytes of its memory that are or were in use; at least what its heap uses. -1 when unknown. */
  public long residentBytes() {
    try {
      String text = proc.text(pid, "status");
      return kilobytes(text, "VmHWM:") * 1024;
    } catch (IOException e) {
      return -1;
    }
  }

  private static long kilobytes(String status, String key) throws IOException {
    int at = status.indexOf(key);
    int end = at < 0 ? -1 : status.indexOf(" kB", at);
    if (end < 0) {
      throw new IOException("no " + key);
    }
    return Long.parseLong(status.substring(at + key.length(), end).strip());
  }

  /** Whether libpeeps is loaded in it; false when that cannot be seen. */
  public boolean hasLibrary() {
    try {
      return proc.text(pid, "maps").contains("/libpeeps");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether it has a thread of one of these names, of which the kernel knows 15 characters. Cost:
   * one small file per thread.
   */
  public boolean hasThread(String... names) {
    List<String> known = proc.threadNames(pid);
    for (String name : names) {
      if (known.contains(name.substring(0, Math.min(15, name.length())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it still is the process it was: the same pid may be another one's by now. */
  public boolean isAlive() {
    try {
      return !ProcStatus.of(proc, pid).isZombie() && proc.startTicks(pid) == startTicks;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code 4711 (orders.Main)}, with control characters shown. */
  @Override
  public String toString() {
    String name = Names.shown(mainName());
    return name.isEmpty() ? Long.toString(pid) : pid + " (" + name + ")";
  }
}
