package dev.peeps.cli.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the JVMs of this machine without touching any. */
public final class JvmFinder {
  private static final String PEEPS = "dev.peeps.cli.Main";

  private final ProcFs proc;

  public JvmFinder(ProcFs proc) {
    this.proc = proc;
  }

  /**
   * All HotSpot and OpenJ9 JVMs that this user may look at, ascending by pid, without those that
   * run peeps. Cost: reads the memory map of every process of this user, of every process for root.
   */
  public List<Jvm> all() {
    List<Jvm> found = new ArrayList<>();
    for (long pid : proc.pids()) {
      try {
        Jvm jvm = new Jvm(proc, pid);
        if (!jvm.status().isZombie()
            && (jvm.kind() == JvmKind.HOTSPOT || jvm.kind() == JvmKind.OPENJ9)
            && !jvm.mainName().equals(PEEPS)) {
          found.add(jvm);
        }
      } catch (IOException e) {
        // It has ended meanwhile.
      }
    }
    return found;
  }
}
