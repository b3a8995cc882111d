package dev.peeps.cli.peer;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmKind;
import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;

/** What processes are called. */
final class Names {
  private final ProcFs proc;

  Names(ProcFs proc) {
    this.proc = proc;
  }

  /** The main class of a JVM; of anything else what the kernel calls it; empty when it is gone. */
  String of(long pid) {
    try {
      Jvm jvm = new Jvm(proc, pid);
      String main = jvm.kind() == JvmKind.HOTSPOT ? jvm.mainName() : "";
      return main.isEmpty() ? proc.text(pid, "comm").strip() : main;
    } catch (IOException e) {
      return "";
    }
  }
}
