package dev.peeps.cli.work;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.MemoryRoom;
import dev.peeps.cli.proc.Mounts;
import dev.peeps.cli.proc.ProcFs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Chooses among the target's directories one in which a cut can be exchanged. */
public final class Workplace {
  /** In the order in which they are tried; the environment of the target is not looked at. */
  static final String[] PARENTS = {"/tmp", "/var/tmp", "/dev/shm"};

  /** What the cut of a program of ordinary size needs. */
  private static final long ROOM = 16L << 20;

  /** What the cut of a small program needs: better a try than nothing where no place has more. */
  private static final long LITTLE_ROOM = 1L << 20;

  /** For what is large: memory is for nothing but what fits easily. */
  private static final String[] DISKS = {"/var/tmp", "/tmp"};

  private final ProcFs proc;
  private final Cleanup cleanup;
  private final String name;
  private int made;

  public Workplace(ProcFs proc, Cleanup cleanup) {
    this.proc = proc;
    this.cleanup = cleanup;
    this.name = StaleDirs.newName(proc);
  }

  /**
   * A new directory that the target can use.
   *
   * @param executable whether the target will load a library from it
   * @throws CommandFailure when there is none; it says why for each place
   */
  public PrivateDir open(Jvm jvm, boolean executable) throws CommandFailure {
    Mounts mounts = executable ? Mounts.of(proc, jvm.pid()) : null;
    StringBuilder reasons = new StringBuilder();
    PrivateDir dir = open(jvm, mounts, ROOM, new StringBuilder());
    if (dir == null) {
      dir = open(jvm, mounts, LITTLE_ROOM, reasons);
    }
    if (dir == null) {
      throw PrivateDir.nowhere(jvm, reasons.toString());
    }
    return dir;
  }

  /**
   * A new directory on a disk with room for a large file that the target is to write.
   *
   * @param bytes what it needs
   * @param chosen where a person wants it, as the target sees it; null for the usual places
   * @throws CommandFailure when there is none; it says why for each place
   */
  public PrivateDir openFor(Jvm jvm, long bytes, String chosen) throws CommandFailure {
    StringBuilder reasons = new StringBuilder();
    Mounts mounts = Mounts.of(proc, jvm.pid());
    for (String parent : chosen == null ? DISKS : new String[] {chosen}) {
      String reason = unfit(jvm, parent, null, 0);
      if (reason.isEmpty()) {
        reason = tooSmall(jvm, parent, mounts, bytes);
      }
      if (reason.isEmpty()) {
        try {
          return PrivateDir.create(jvm, parent, name + '-' + made++, cleanup);
        } catch (IOException e) {
          reason = Failures.reason(e);
        }
      }
      reasons.append(reasons.length() == 0 ? "" : "; ").append(parent).append(": ").append(reason);
    }
    throw new CommandFailure(
        ExitStatus.FAILED,
        "no room for a heap dump of " + jvm + ", so none was taken",
        "it may take " + mib(bytes) + "; " + reasons,
        "--temp-dir=DIR with a directory on a disk with more room, as the target sees it");
  }

  private String tooSmall(Jvm jvm, String parent, Mounts mounts, long bytes) {
    long room = new File(jvm.here(parent)).getUsableSpace();
    if (room < bytes) {
      return "only " + mib(room) + " free";
    }
    // What lies in a tmpfs counts as memory of whoever writes it: the target.
    long memory = new MemoryRoom(proc).of(jvm.pid());
    return mounts.type(parent).equals("tmpfs") && memory < bytes
        ? "a tmpfs, and the target's memory limit leaves " + mib(memory)
        : "";
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private PrivateDir open(Jvm jvm, Mounts mounts, long room, StringBuilder reasons) {
    for (String parent : PARENTS) {
      String reason = unfit(jvm, parent, mounts, room);
      if (reason.isEmpty()) {
        try {
          return PrivateDir.create(jvm, parent, name + '-' + made++, cleanup);
        } catch (IOException e) {
          reason = Failures.reason(e);
        }
      }
      reasons.append(reasons.length() == 0 ? "" : "; ").append(parent).append(": ").append(reason);
    }
    return null;
  }

  /** Why a place will not do; empty when it will. */
  private static String unfit(Jvm jvm, String parent, Mounts mounts, long wanted) {
    Path here = Path.of(jvm.here(parent));
    if (!Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
      // A link would be followed among our files, not the target's.
      return jvm.hasOtherFiles() || !Files.isDirectory(here) ? "no directory" : "";
    }
    File file = here.toFile();
    long room = file.getUsableSpace();
    if (room < wanted) {
      return "only " + (room >> 10) + " KiB free";
    }
    if (mounts != null && mounts.hasOption(parent, "noexec")) {
      return "mounted noexec, and the target cannot see the installed library";
    }
    return "";
  }
}
