package dev.peeps.cli.list;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.attach.Preflight;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmKind;
import dev.peeps.cli.proc.Mounts;
import dev.peeps.cli.proc.PerfData;
import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;

/** Whether a JVM can be attached to, in a word or two; sends nothing. */
final class Attachability {
  private final ProcFs proc;

  Attachability(ProcFs proc) {
    this.proc = proc;
  }

  String of(Jvm jvm) {
    if (jvm.kind() == JvmKind.OPENJ9) {
      return "no (OpenJ9)";
    }
    if (jvm.status().isStopped()) {
      return "no (stopped)";
    }
    if (jvm.status().isTraced()) {
      return "no (traced)";
    }
    PerfData data = jvm.perfData();
    if (data != null && data.attachDisabled()) {
      return "no (disabled)";
    }
    if (data != null && data.agentsRefused()) {
      return "no (agents refused)";
    }
    try {
      new Preflight(proc).check(jvm.pid());
      return "yes";
    } catch (CommandFailure e) {
      return reason(jvm);
    } catch (IOException e) {
      return "?";
    }
  }

  private String reason(Jvm jvm) {
    if (jvm.isOfAnotherUser()) {
      return "no (other user)";
    }
    if (!jvm.status().catchesQuit()) {
      return "no (starting)";
    }
    return Mounts.of(proc, jvm.pid()).hasOption("/tmp", "ro") ? "no (read-only /tmp)" : "no";
  }
}
