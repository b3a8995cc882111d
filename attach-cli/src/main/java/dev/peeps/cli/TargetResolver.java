package dev.peeps.cli;

import dev.peeps.cli.attach.Preflight;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmFinder;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From what a person types to the JVMs that are meant. Touches no process. */
public final class TargetResolver {
  private final ProcFs proc;
  private final Preflight preflight;

  public TargetResolver(ProcFs proc) throws CommandFailure {
    this.proc = proc;
    try {
      this.preflight = new Preflight(proc);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "cannot look at processes",
          "/proc is not mounted here",
          "mount -t proc proc /proc");
    }
  }

  /**
   * The JVM that one TARGET names: a process id, or a part of the main class or jar name of exactly
   * one JVM.
   *
   * @throws CommandFailure when there is none, are several, or it cannot be attached to
   */
  public Jvm one(String target) throws CommandFailure {
    if (isNumber(target)) {
      return preflight.check(pid(target));
    }
    List<Jvm> matching = named(target);
    String shown = "'" + Names.shown(target) + "'";
    if (matching.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "no JVM here has " + shown + " in its main class or jar name",
          "",
          "peeps list shows the JVMs here");
    }
    return only(matching, "several JVMs have " + shown + " in their names");
  }

  /** All JVMs with this in their main class or jar name. */
  public List<Jvm> named(String part) {
    List<Jvm> matching = new ArrayList<>();
    for (Jvm jvm : new JvmFinder(proc).all()) {
      if (jvm.mainName().contains(part)) {
        matching.add(jvm);
      }
    }
    return matching;
  }

  /**
   * The only JVM of this user.
   *
   * @throws CommandFailure when there is none, are several, or it cannot be attached to
   */
  public Jvm one() throws CommandFailure {
    List<Jvm> own = new ArrayList<>();
    for (Jvm jvm : new JvmFinder(proc).all()) {
      if (!jvm.isOfAnotherUser()) {
        own.add(jvm);
      }
    }
    if (own.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "no JVM of this user runs here",
          "",
          "name one by its process id; peeps list shows what can be seen");
    }
    return only(own, "several JVMs run here");
  }

  private Jvm only(List<Jvm> jvms, String several) throws CommandFailure {
    if (jvms.size() > 1) {
      StringBuilder lines = new StringBuilder("name one:");
      for (Jvm jvm : jvms) {
        lines.append("\n    ").append(jvm);
      }
      throw new CommandFailure(ExitStatus.NO_TARGET, several, "", lines.toString());
    }
    return preflight.check(jvms.get(0).pid());
  }

  private static long pid(String target) throws CommandFailure {
    try {
      return Long.parseLong(target);
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET, "no process " + target, "", "peeps list shows the JVMs here");
    }
  }

  /** Whether it is a process id and not a name. */
  public static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
