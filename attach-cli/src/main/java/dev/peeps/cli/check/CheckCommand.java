package dev.peeps.cli.check;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmFinder;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.show.Screen;
import dev.peeps.cli.show.Selections;
import dev.peeps.cli.source.Picture;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.Source;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.render.CheckReport;
import dev.peeps.render.Selection;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code peeps check}: is anything stuck? For runbooks and probes. What cannot be looked at is not
 * healthy: its exit status is that of {@code peeps dump}, unless something else is stuck.
 */
public final class CheckCommand {
  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public CheckCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @return {@link ExitStatus#OK}, {@link ExitStatus#STUCK}, or why a target was not looked at
   * @throws CommandFailure when none could be looked at
   */
  public int run(Arguments arguments) throws CommandFailure {
    Selection selection = Selections.of(arguments).atLeast(Selections.atLeast(arguments));
    boolean allJvms = arguments.has("--all-jvms");
    if (allJvms && !arguments.operands().isEmpty()) {
      throw Values.usage("--all-jvms takes no TARGET", "one or the other");
    }
    Session session = Session.open(proc, SourceOptions.of(arguments), err);
    List<String> names = allJvms ? own() : arguments.operands();
    Targets targets = new Targets(names.size() < 2, allJvms);
    if (allJvms) {
      session.mayHaveEnded();
    }
    List<Source> sources = session.sources(names, targets);
    CommandFailure nothing = targets.nothing(sources);
    if (nothing != null) {
      throw nothing;
    }
    Picture picture = session.take(sources);
    for (String process : Unjudged.of(picture.graph())) {
      CommandFailure failure = unjudged(process);
      if (picture.graph().processes().size() == 1 && picture.findings().isEmpty()) {
        session.finish(picture);
        throw failure;
      }
      targets.left(failure);
    }
    session.answering(picture);
    CheckReport report =
        new CheckReport(picture.graph(), picture.findings(), selection, targets.failures);
    boolean json = arguments.value("--format", "text").equals("json");
    if (json || !arguments.has("--quiet")) {
      Screen screen = Screen.of(out, arguments.value("--color", "auto"));
      screen.print(
          // Not a lambda: the first one costs a cold JVM ten milliseconds; probes call it often.
          new Screen.Text() {
            @Override
            public void write(Appendable to) throws IOException {
              if (json) {
                report.json(to);
              } else {
                report.text(screen.palette(), to);
              }
            }
          });
    }
    session.finish(picture);
    if (report.stuck()) {
      return ExitStatus.STUCK;
    }
    return targets.status != ExitStatus.OK ? targets.status : picture.status();
  }

  private static CommandFailure unjudged(String process) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "nothing can be said about " + Names.shown(process) + ": no thread of it could be judged",
        "the file is cut off before its threads, or has no more than their names",
        "peeps dump shows what there is in it");
  }

  /** All JVMs of this user. */
  private List<String> own() throws CommandFailure {
    List<String> pids = new ArrayList<>();
    for (Jvm jvm : new JvmFinder(proc).all()) {
      if (!jvm.isOfAnotherUser()) {
        pids.add(Long.toString(jvm.pid()));
      }
    }
    if (pids.isEmpty()) {
      throw new CommandFailure(ExitStatus.NO_TARGET, "no JVM of this user runs here", "", "");
    }
    return pids;
  }

  /** The targets that can be looked at: one that cannot hides no other. */
  private final class Targets implements Session.Unreachable {
    private final boolean onlyOne;
    private final boolean mayHaveEnded;
    private final List<String> failures = new ArrayList<>();
    private int status = ExitStatus.OK;

    /**
     * @param onlyOne then its own failure is the command's
     * @param mayHaveEnded whether the names are process ids that nobody has typed
     */
    Targets(boolean onlyOne, boolean mayHaveEnded) {
      this.onlyOne = onlyOne;
      this.mayHaveEnded = mayHaveEnded;
    }

    @Override
    public void failed(String target, CommandFailure failure) throws CommandFailure {
      if (mayHaveEnded && !proc.exists(Long.parseLong(target))) {
        return;
      }
      if (onlyOne) {
        throw failure;
      }
      left(failure);
    }

    /** The others are looked at. */
    void left(CommandFailure failure) {
      err.println(failure.render());
      failures.add(failure.getMessage());
      status = status == ExitStatus.OK ? failure.status() : status;
    }

    /** That there is nothing to look at; null when there is. */
    CommandFailure nothing(List<Source> sources) {
      if (!sources.isEmpty()) {
        return null;
      }
      return status == ExitStatus.OK
          ? new CommandFailure(ExitStatus.NO_TARGET, "no JVM of this user is left", "", "")
          : new CommandFailure(status, "none of the targets could be read", "said above", "");
    }
  }
}
