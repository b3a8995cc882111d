package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmKind;
import dev.peeps.cli.proc.Mounts;
import dev.peeps.cli.proc.PerfData;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.proc.ProcStatus;
import dev.peeps.cli.proc.Users;
import java.io.IOException;

/**
 * What can be known before anything is sent to a process. Attaching starts with SIGQUIT, which
 * kills whoever does not expect it and stays pending for whoever is stopped; so look first.
 */
public final class Preflight {
  private final ProcFs proc;
  private final long ownUid;

  public Preflight(ProcFs proc) throws IOException {
    this(proc, proc.ownUid());
  }

  Preflight(ProcFs proc, long ownUid) {
    this.proc = proc;
    this.ownUid = ownUid;
  }

  /**
   * The process as a JVM that may be attached to.
   *
   * @throws CommandFailure when it is none, with the reason; nothing was sent to it
   */
  public Jvm check(long pid) throws CommandFailure {
    Jvm jvm;
    try {
      jvm = new Jvm(proc, pid);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "no process " + pid,
          "it has ended, or the id is of another PID namespace",
          "peeps list shows the JVMs here");
    }
    checkProgram(jvm);
    checkState(jvm);
    return jvm;
  }

  private void checkProgram(Jvm jvm) throws CommandFailure {
    ProcStatus status = jvm.status();
    long pid = jvm.pid();
    if (status.isZombie()) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "process " + pid + " has ended; only its exit status is left (state Z)",
          "its parent has not asked for it yet",
          "");
    }
    if (ownUid != 0 && ownUid != status.uid()) {
      throw Refusals.otherUser(pid, status.uid(), Users.name(status.uid()));
    }
    // An open attach socket of the right owner is proof enough, and cheaper than the memory map.
    if (!SocketAttacher.isOpen(jvm)) {
      checkKind(jvm);
    }
  }

  private static void checkKind(Jvm jvm) throws CommandFailure {
    JvmKind kind = jvm.kind();
    switch (kind) {
      case HOTSPOT -> {
        return;
      }
      case OPENJ9 ->
          throw new CommandFailure(
              ExitStatus.NO_TARGET,
              jvm + " is an OpenJ9 JVM; peeps reads HotSpot JVMs only",
              "",
              "jcmd " + jvm.pid() + " Dump.java of the same OpenJ9 makes a javacore");
      case NATIVE_IMAGE ->
          throw new CommandFailure(
              ExitStatus.NO_TARGET,
              jvm + " is a native image, which has no JVM to attach to",
              "",
              "when it was built with --enable-monitoring=threaddump: kill -QUIT " + jvm.pid());
      case NONE ->
          throw new CommandFailure(
              ExitStatus.NO_TARGET,
              "process " + jvm.pid() + " is not a JVM; no signal was sent",
              "it has no libjvm.so in its memory",
              "peeps list shows the JVMs here; a wrapper script's JVM is its child");
      default ->
          throw new CommandFailure(
              ExitStatus.NO_ATTACH,
              "process " + jvm.pid() + " may not be looked at",
              "the kernel hides it from this user (another user namespace, a capability, hidepid)",
              "run peeps as root");
    }
  }

  private void checkState(Jvm jvm) throws CommandFailure {
    ProcStatus status = jvm.status();
    if (status.isStopped() || status.isTraced()) {
      throw Refusals.stopped(jvm);
    }
    if (SocketAttacher.isOpen(jvm)) {
      return;
    }
    PerfData data = jvm.perfData();
    if (data != null && data.attachDisabled()) {
      throw Refusals.attachDisabled(jvm);
    }
    if (!status.catchesQuit()) {
      throw Refusals.deafToQuit(jvm);
    }
    if (Mounts.of(proc, jvm.pid()).hasOption("/tmp", "ro")) {
      throw Refusals.readOnlyTmp(jvm);
    }
    long other = SocketAttacher.otherUserInTheWay(jvm);
    if (other >= 0) {
      throw Refusals.socketInTheWay(jvm, other, Users.name(other));
    }
  }

  /**
   * Whether the JVM is known to take no agents, so that nobody has to ask it. One whose attach
   * socket is open already is asked: its answer costs nothing.
   */
  public static boolean knownToRefuseAgents(Jvm jvm) {
    if (SocketAttacher.isOpen(jvm)) {
      return false;
    }
    PerfData data = jvm.perfData();
    return data != null && data.agentsRefused();
  }
}
