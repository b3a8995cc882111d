package dev.peeps.cli;

import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Command;
import dev.peeps.cli.args.CommandLines;
import dev.peeps.cli.args.Commands;
import dev.peeps.cli.args.Configuration;
import dev.peeps.cli.args.PicocliModel;
import dev.peeps.cli.args.UsageException;
import dev.peeps.cli.check.CheckCommand;
import dev.peeps.cli.diff.DiffCommand;
import dev.peeps.cli.dump.DumpCommand;
import dev.peeps.cli.layouts.LayoutCommand;
import dev.peeps.cli.list.ListCommand;
import dev.peeps.cli.load.LoadCommand;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.why.WhyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the launcher starts: one command line in, one exit status out. */
public final class Main {
  /** Of the stack of a failure of peeps itself. */
  private static final int SHOWN_FRAMES = 40;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param out where the answer goes
   * @param err where everything else goes
   */
  public Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the JVM with its {@link ExitStatus}. */
  public static void main(String[] args) {
    // Names of threads and classes are Unicode whatever the locale.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int status = new Main(out, err).run(Arrays.asList(args));
    out.flush();
    System.exit(status);
  }

  /** Runs one command. */
  public int run(List<String> words) {
    try {
      if (words.isEmpty()) {
        err.print(PicocliModel.help(null));
        return ExitStatus.USAGE;
      }
      return run(CommandLines.parse(words));
    } catch (UsageException e) {
      err.println("peeps: " + Names.shown(e.getMessage()));
      err.println("  try:   peeps help, or man peeps");
      return ExitStatus.USAGE;
    } catch (CommandFailure e) {
      err.println(e.render());
      return e.status();
    } catch (OutOfMemoryError e) {
      err.println(
          new CommandFailure(
                  ExitStatus.FAILED,
                  "ran out of memory while reading",
                  "what matters for waiting in it is more than the command's own heap holds",
                  "--max-memory=4g, or PEEPS_JAVA_OPTS=-Xmx4g")
              .render());
      return ExitStatus.FAILED;
    } catch (RuntimeException | Error e) {
      return brokenDown(e);
    }
  }

  /** Java's own answer would be status 1, which says that something is stuck. */
  private int brokenDown(Throwable e) {
    StringBuilder where = new StringBuilder(Names.shown(e.toString()));
    StackTraceElement[] frames = e.getStackTrace();
    int shown = Math.min(frames.length, SHOWN_FRAMES);
    for (int i = 0; i < shown; i++) {
      where.append("\n    at ").append(Names.shown(frames[i].toString()));
    }
    if (shown < frames.length) {
      where.append("\n    and ").append(frames.length - shown).append(" more frames");
    }
    err.println(
        new CommandFailure(
                ExitStatus.FAILED,
                "peeps itself failed; this is a mistake in it",
                where.toString(),
                "report it with these lines; peeps dump --no-load looks another way")
            .render());
    return ExitStatus.FAILED;
  }

  private int run(Arguments arguments) throws CommandFailure {
    Command command = arguments.command();
    if (arguments.has("--help")) {
      out.print(PicocliModel.help(command));
      return ExitStatus.OK;
    }
    Configuration.complete(arguments);
    switch (command.name()) {
      case "dump":
        return new DumpCommand(new ProcFs(), out, err).run(arguments);
      case "why":
        return new WhyCommand(new ProcFs(), out, err).run(arguments);
      case "check":
        return new CheckCommand(new ProcFs(), out, err).run(arguments);
      case "diff":
        return new DiffCommand(new ProcFs(), out, err).run(arguments);
      case "layout":
        return new LayoutCommand(new ProcFs(), out, err).run(arguments);
      case "list":
        out.print(new ListCommand(new ProcFs()).render(System.currentTimeMillis()));
        return ExitStatus.OK;
      case "load":
        return new LoadCommand(new ProcFs(), out, err).load(arguments);
      case "unload":
        return new LoadCommand(new ProcFs(), out, err).unload(arguments);
      case "version":
        out.println("peeps " + Version.text());
        return ExitStatus.OK;
      case "completion":
        return completion(arguments);
      default:
        return help(arguments);
    }
  }

  private int completion(Arguments arguments) throws CommandFailure {
    if (!arguments.operands().equals(List.of("bash"))) {
      throw new CommandFailure(
          ExitStatus.USAGE, "completion is there for bash only", "", "peeps completion bash");
    }
    out.print(PicocliModel.bashCompletion());
    return ExitStatus.OK;
  }

  private int help(Arguments arguments) throws CommandFailure {
    Command topic = null;
    if (!arguments.operands().isEmpty()) {
      String name = arguments.operands().get(0);
      topic = Commands.named(name);
      if (topic == null) {
        throw new CommandFailure(
            ExitStatus.USAGE, "no command '" + Names.shown(name) + "'", "", "peeps help");
      }
    }
    out.print(PicocliModel.help(topic));
    return ExitStatus.OK;
  }
}
