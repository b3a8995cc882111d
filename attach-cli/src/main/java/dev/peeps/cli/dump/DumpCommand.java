package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.TargetResolver;
import dev.peeps.cli.Watch;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.MemoryRoom;
import dev.peeps.cli.proc.ProcFs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code peeps dump}: from the command line to the printed answer. */
public final class DumpCommand {
  /** Older JVMs cannot have one. */
  private static final int FIRST_WITH_REGISTRY = 11;

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
    // The layouts are read while we look for the target: the machine has more than one processor.
    LayoutsAhead layouts = new LayoutsAhead(options.layouts());
    Watch watch = new Watch(options.timeoutSeconds(), options.quiet(), err).start();
    watch.stage("looking for the target", ExitStatus.NO_TARGET);
    List<Jvm> jvms = new TargetResolver(proc).all(options.targets());
    LibraryFile library = LibraryFile.installed();

    Cleanup cleanup = new Cleanup();
    NewFile output = options.output() == null ? null : NewFile.create(options.output(), cleanup);
    NewFile saved = options.saveCut() == null ? null : NewFile.create(options.saveCut(), cleanup);
    Workplace workplace = new Workplace(proc, cleanup);
    CutTaker taker =
        new CutTaker(
            proc,
            library,
            workplace,
            watch,
            new Consumer<Jvm>() {
              @Override
              public void accept(Jvm jvm) {
                warn(options, jvm);
              }
            });
    Picture picture =
        new Picture(options, layouts, taker, new MemoryCare(new MemoryRoom(proc)), watch, err)
            .take(jvms, saved);

    // A reader may be slow: the deadline is for what the target is needed for.
    watch.pause();
    write(options, output, picture);
    if (saved != null) {
      saved.keep();
    }
    watch.afterwards("tidying up in the target", picture.status());
    picture.release();
    if (options.registry()) {
      watch.stage("starting the registry", picture.status());
      startRegistries(picture, new RegistryStarter(proc, library, workplace), options.quiet());
    }
    for (Jvm jvm : jvms) {
      StaleDirs.sweep(proc, jvm);
    }
    watch.done();
    if (out.checkError()) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot write to stdout", "it was closed, or its disk is full", "");
    }
    return picture.status();
  }

  private void warn(DumpOptions options, Jvm jvm) {
    String warning = options.quiet() ? "" : Warnings.beforeLoad(jvm);
    if (!warning.isEmpty()) {
      err.println(warning);
    }
  }

  /** The answer is printed; whatever happens here changes neither it nor the exit status. */
  private void startRegistries(Picture picture, RegistryStarter starter, boolean quiet) {
    for (Map.Entry<Jvm, Attachment> entry : picture.reached().entrySet()) {
      Jvm jvm = entry.getKey();
      String line = "";
      if (jvm.hasThread(RegistryStarter.STARTING_THREAD)) {
        line = LoadCommand.late(jvm);
      } else if (!RegistryStarter.isThere(jvm) && Warnings.feature(jvm) >= FIRST_WITH_REGISTRY) {
        try {
          starter.start(jvm, entry.getValue());
        } catch (CommandFailure e) {
          line = e.render();
        }
      }
      if (!line.isEmpty() && !quiet) {
        err.println(line);
      }
    }
  }

  private void write(DumpOptions options, NewFile output, Picture picture) throws CommandFailure {
    boolean terminal = output == null && System.getProperty("peeps.terminal", "").contains("out");
    Report report = new Report(options, terminal);
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
