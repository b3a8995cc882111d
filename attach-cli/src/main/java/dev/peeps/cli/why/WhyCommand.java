package dev.peeps.cli.why;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.show.Screen;
import dev.peeps.cli.show.Selections;
import dev.peeps.cli.source.Picture;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Labels;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.Selection;
import dev.peeps.render.WhyReport;
import dev.peeps.why.Blocked;
import dev.peeps.why.Lookup;
import dev.peeps.why.Why;
import java.io.PrintStream;
import java.util.List;

/** {@code peeps why}: the chain from one task to its root cause, or who waits because of it. */
public final class WhyCommand {
  /** More candidates than this are counted. */
  private static final int NAMED = 20;

  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public WhyCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @return the exit status: 0 when the question was answered
   * @throws CommandFailure when there is no picture, or not exactly one such task in it
   */
  public int run(Arguments arguments) throws CommandFailure {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      throw Values.usage(
          "why takes a TARGET and a TASK",
          "peeps why PID THREAD-NAME; without a TARGET, the only JVM");
    }
    String task = operands.get(operands.size() - 1);
    int top = (int) Values.number(arguments, "--top", -1, 1, Integer.MAX_VALUE);
    Selection selection = Selections.of(arguments);
    Session session = Session.open(proc, SourceOptions.of(arguments), err);
    Picture picture = session.take(session.sources(operands.subList(0, operands.size() - 1)));
    session.answering(picture);
    try {
      answer(arguments, selection, picture, one(picture, task), top);
    } finally {
      session.finish(picture);
    }
    return picture.status();
  }

  private void answer(
      Arguments arguments, Selection selection, Picture picture, Entity start, int top)
      throws CommandFailure {
    List<Finding> findings = selection.of(picture.findings());
    Screen screen = Screen.of(out, arguments.value("--color", "auto"));
    ReportOptions.Builder options =
        new ReportOptions.Builder().palette(screen.palette()).width(screen.width());
    if (top > 0) {
      options.top(top);
    }
    WhyReport report = new WhyReport(picture.graph(), options.build());
    boolean blocks = arguments.has("--blocks");
    Why why = blocks ? null : Why.of(picture.graph(), findings, start);
    Blocked blocked = blocks ? Blocked.of(picture.graph(), start) : null;
    screen.print(
        to -> {
          if (arguments.value("--format", "text").equals("json")) {
            report.json(why, blocked, findings, to);
          } else if (blocks) {
            report.text(blocked, to);
          } else {
            report.text(why, to);
          }
        });
  }

  /** The one task that is meant. */
  private static Entity one(Picture picture, String task) throws CommandFailure {
    List<Entity> found = Lookup.find(picture.graph(), task);
    String shown = "'" + Names.shown(task) + "'";
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "no task is called " + shown,
          "it may have ended, or was not seen",
          "a thread id, an id from peeps dump, or a part of a name or of a line of its stack");
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    boolean several = picture.graph().processes().size() > 1;
    StringBuilder lines = new StringBuilder("name one:");
    for (Entity entity : found.subList(0, Math.min(NAMED, found.size()))) {
      String id = entity.id();
      String own = entity.process() + '/';
      lines.append("\n    ");
      lines.append(Names.shown(several || !id.startsWith(own) ? id : id.substring(own.length())));
      lines.append("  ").append(Names.shown(Labels.of(entity)));
      lines.append(entity.state().isEmpty() ? "" : ", " + Names.shown(entity.state()));
    }
    if (found.size() > NAMED) {
      lines.append("\n    and ").append(found.size() - NAMED).append(" more");
    }
    throw new CommandFailure(
        ExitStatus.NO_TARGET, found.size() + " tasks match " + shown, "", lines.toString());
  }
}
