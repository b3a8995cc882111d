package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.source.Picture;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.Source;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.cli.work.Failures;
import dev.peeps.cli.work.NewFile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code peeps dump}: from the command line to the printed answer. */
public final class DumpCommand {
  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public DumpCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @return the exit status: that of the first target that failed, though the others were printed
   * @throws CommandFailure when there is nothing to print
   */
  public int run(Arguments arguments) throws CommandFailure {
    DumpOptions options = DumpOptions.of(arguments);
    Session session = Session.open(proc, SourceOptions.of(arguments), err);
    List<Source> sources = session.sources(options.targets());
    NewFile output = options.output() == null ? null : session.newFile(options.output());
    NewFile saved = options.saveCut() == null ? null : session.newFile(options.saveCut());
    if (saved != null) {
      sources.get(0).keepCutIn(saved);
    }
    boolean terminal = output == null && System.getProperty("peeps.terminal", "").contains("out");
    Report report = new Report(options, terminal);
    Picture picture = session.take(sources, report);

    session.answering(picture);
    write(report, output, picture);
    session.finish(picture);
    if (out.checkError()) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot write to stdout", "it was closed, or its disk is full", "");
    }
    return picture.status();
  }

  private void write(Report report, NewFile output, Picture picture) throws CommandFailure {
    if (output != null) {
      output.write(to -> report.write(picture.graph(), picture.findings(), to));
      output.keep();
      return;
    }
    try {
      report.write(picture.graph(), picture.findings(), out);
      out.flush();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot write the report", Failures.reason(e), "");
    }
  }
}
