package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Names;
import dev.peeps.graph.GraphNotice;
import dev.peeps.heap.threads.CrashReport;
import dev.peeps.heap.threads.ThreadDumpException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an hs_err file says of a crash, for a person. */
final class CrashNotice {
  private CrashNotice() {}

  /**
   * Reads the file.
   *
   * @throws CommandFailure when it is none
   */
  static CrashReport read(Path file) throws CommandFailure {
    try {
      return CrashReport.read(file);
    } catch (ThreadDumpException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "cannot use " + Names.shown(file.toString()) + " as an hs_err file",
          Names.shown(e.getMessage()),
          "HotSpot writes hs_err_pidN.log where the process was started, or where -XX:ErrorFile"
              + " says");
    }
  }

  /**
   * The report of a core: the one that was given, or the one of its process that lies beside it.
   *
   * @return null when there is none
   * @throws CommandFailure when the one that was given is none
   */
  static CrashReport of(Path core, long pid, Path given) throws CommandFailure {
    if (given != null) {
      return read(given);
    }
    Path beside = core.toAbsolutePath().resolveSibling("hs_err_pid" + pid + ".log");
    if (pid < 0 || !Files.isRegularFile(beside) || !Files.isReadable(beside)) {
      return null;
    }
    try {
      return CrashReport.read(beside);
    } catch (ThreadDumpException e) {
      return null; // nobody has named it, and the name may lie
    }
  }

  /** One sentence: what crashed, where, in which thread, after how long. */
  static GraphNotice of(CrashReport report, String process) {
    StringBuilder text = new StringBuilder("The JVM crashed: ");
    text.append(Names.shown(report.error().isEmpty() ? "it does not say how" : report.error()));
    if (!report.problematicFrame().isEmpty()) {
      text.append(" in ").append(Names.shown(report.problematicFrame()));
    }
    if (!report.currentThread().isEmpty()) {
      text.append(", thread \"").append(Names.shown(report.currentThread())).append('"');
    }
    if (!report.uptime().isEmpty()) {
      text.append(", after ").append(Names.shown(report.uptime()));
    }
    return new GraphNotice(process, "crash", 0, text.append('.').toString());
  }
}
