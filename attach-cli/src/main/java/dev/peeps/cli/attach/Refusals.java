package dev.peeps.cli.attach;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.Names;

/** The sentences for all the reasons why a JVM cannot be reached. */
final class Refusals {
  private Refusals() {}

  static CommandFailure attachDisabled(Jvm jvm) {
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "attaching to " + jvm + " is disabled",
        "it was started with -XX:+DisableAttachMechanism",
        "gcore -o core "
            + jvm.pid()
            + ", then peeps dump core."
            + jvm.pid()
            + " (gcore comes with gdb and stops the JVM while it writes); or kill -QUIT "
            + jvm.pid()
            + ", which prints a thread dump to its own output");
  }

  static CommandFailure stopped(Jvm jvm) {
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        jvm + " is stopped, so it cannot answer; no signal was sent",
        jvm.status().isTraced()
            ? "a debugger or tracer holds it (state t)"
            : "it got SIGSTOP or SIGTSTP (state T)",
        jvm.status().isTraced()
            ? "detach the debugger, then try again"
            : "kill -CONT " + jvm.pid() + ", then try again");
  }

  static CommandFailure deafToQuit(Jvm jvm) {
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        jvm + " does not catch SIGQUIT, so attaching would kill it; no signal was sent",
        "it is still starting, or already ending",
        "again in a second");
  }

  static CommandFailure readOnlyTmp(Jvm jvm) {
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "cannot attach to " + jvm + ": its /tmp is read-only",
        "a JVM opens the socket for attaching in /tmp, whatever java.io.tmpdir says",
        "give it a writable /tmp (a tmpfs will do), or start it with -XX:+StartAttachListener before"
            + " /tmp becomes read-only");
  }

  static CommandFailure socketInTheWay(Jvm jvm, long uid, String user) {
    String owner = user.isEmpty() ? "user id " + uid : "user " + Names.shown(user);
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "cannot attach to "
            + jvm
            + ": a file of "
            + owner
            + " lies where it opens its socket; no signal was sent",
        "a JVM of that user had the same process id and was killed; in /tmp the file stays, and"
            + " this JVM may not replace it",
        "rm " + jvm.attachSocket() + " as " + owner + " or root, then try again");
  }

  static CommandFailure otherUser(long pid, long uid, String user) {
    String owner = user.isEmpty() ? "user id " + uid : "user " + Names.shown(user);
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "process " + pid + " belongs to " + owner + "; only that user and root may attach",
        "",
        user.isEmpty()
            ? "run peeps as root"
            : "sudo -u " + Names.shown(user) + " peeps dump " + pid);
  }

  static CommandFailure noWay(Jvm jvm) {
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "no way to attach to " + jvm,
        jvm.isContained()
            ? "it lives in a container (other mount or PID namespace), which takes the program"
                + " jattach"
            : "this Java runtime has no jdk.attach module, and there is no program jattach",
        "install jattach (Debian package jattach)"
            + (jvm.isContained() ? "" : ", or set PEEPS_JAVA_HOME to a JDK"));
  }

  static CommandFailure connection(Jvm jvm, String said) {
    if (!jvm.isAlive()) {
      return new CommandFailure(
          ExitStatus.FAILED,
          jvm + " ended while peeps was talking to it",
          "it exited, crashed or was killed",
          "look at its own output; a crashed JVM leaves hs_err_pid" + jvm.pid() + ".log");
    }
    return new CommandFailure(
        ExitStatus.NO_ATTACH,
        "cannot attach to " + jvm,
        Names.shown(String.valueOf(said)),
        jvm.isContained()
            ? "run peeps as root, or inside the container"
            : "see whether its /tmp can be written (the JVM makes a socket there), then try again");
  }
}
