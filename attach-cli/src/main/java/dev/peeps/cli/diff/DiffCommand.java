package dev.peeps.cli.diff;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.show.Screen;
import dev.peeps.cli.show.Selections;
import dev.peeps.cli.source.Picture;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.diff.GraphDiff;
import dev.peeps.render.DiffReport;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.Selection;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code peeps diff}: what is different between two pictures. */
public final class DiffCommand {
  private static final long LONGEST_SECONDS = 86_400;

  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public DiffCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @return as diff(1): {@link ExitStatus#OK} when there is no difference, 1 when there is one
   * @throws CommandFailure when one of the pictures is not there
   */
  public int run(Arguments arguments) throws CommandFailure {
    List<String> targets = arguments.operands();
    boolean once = arguments.has("--after");
    if (targets.size() != (once ? 1 : 2)) {
      throw Values.usage(
          once ? "--after looks twice at one TARGET" : "diff takes two TARGETs",
          "peeps diff BEFORE AFTER, or peeps diff --after=SECONDS TARGET");
    }
    long after = Values.number(arguments, "--after", 0, 1, LONGEST_SECONDS);
    int top = (int) Values.number(arguments, "--top", -1, 1, Integer.MAX_VALUE);
    Selection selection = Selections.of(arguments);
    SourceOptions options = SourceOptions.of(arguments);

    Picture before = picture(options, targets.get(0));
    if (once) {
      waitFor(after);
    }
    Picture now = picture(options, targets.get(targets.size() - 1));
    GraphDiff diff =
        GraphDiff.of(
            before.graph(),
            selection.of(before.findings()),
            now.graph(),
            selection.of(now.findings()));
    print(diff, arguments, top);
    return diff.isSame() ? ExitStatus.OK : ExitStatus.DIFFERENT;
  }

  /** Each picture has the whole deadline for itself. */
  private Picture picture(SourceOptions options, String target) throws CommandFailure {
    Session session = Session.open(proc, options, err);
    Picture picture = session.take(session.sources(List.of(target)));
    session.answering(picture);
    session.finish(picture);
    return picture;
  }

  private static void waitFor(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(GraphDiff diff, Arguments arguments, int top) throws CommandFailure {
    Screen screen = Screen.of(out, arguments.value("--color", "auto"));
    ReportOptions.Builder options =
        new ReportOptions.Builder().palette(screen.palette()).width(screen.width());
    if (top > 0) {
      options.top(top);
    }
    DiffReport report = new DiffReport(diff, options.build());
    boolean json = arguments.value("--format", "text").equals("json");
    if (!json && arguments.has("--quiet")) {
      return;
    }
    screen.print(
        to -> {
          if (json) {
            report.json(to);
          } else {
            report.text(to);
          }
        });
  }
}
