package dev.peeps.cli.layouts;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.list.Columns;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.source.LayoutsAhead;
import dev.peeps.cli.source.Session;
import dev.peeps.cli.source.Source;
import dev.peeps.cli.source.SourceOptions;
import dev.peeps.layout.LayoutInfo;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.Problem;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code peeps layout list|show|check}. */
public final class LayoutCommand {
  private static final String USAGE = "peeps layout list, show or check; man peeps-layout";

  private final ProcFs proc;
  private final PrintStream out;
  private final PrintStream err;

  public LayoutCommand(ProcFs proc, PrintStream out, PrintStream err) {
    this.proc = proc;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it.
   *
   * @return 0, or 1 when {@code check} has found a mistake
   * @throws CommandFailure when a target, file or layout is not there or cannot be read
   */
  public int run(Arguments arguments) throws CommandFailure {
    List<String> words = arguments.operands();
    String what = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    SourceOptions options = SourceOptions.of(arguments);
    switch (what) {
      case "list":
        list(counting(options, rest, "peeps layout list [TARGET]"));
        return ExitStatus.OK;
      case "show":
        if (rest.isEmpty()) {
          throw Values.usage("no NAME of a layout given", "peeps layout list shows the names");
        }
        show(
            rest.get(0), counting(options, rest.subList(1, rest.size()), "peeps layout show NAME"));
        return ExitStatus.OK;
      case "check":
        return new LayoutCheck(proc, out, err).run(arguments, rest);
      default:
        throw Values.usage(
            what.isEmpty()
                ? "peeps layout needs a word"
                : "peeps layout has no '" + Names.shown(what) + "'",
            USAGE);
    }
  }

  /** The layouts for a target, or without one those that always count. */
  private List<LayoutInfo> counting(SourceOptions options, List<String> targets, String usage)
      throws CommandFailure {
    if (targets.size() > 1) {
      throw Values.usage("one TARGET at most", usage);
    }
    Session session = Session.open(proc, options, err);
    LayoutsAhead layouts = session.layouts();
    if (!targets.isEmpty()) {
      Source source = session.sources(targets).get(0);
      layouts = session.layoutsOf(source);
    }
    Layouts read = layouts.layouts();
    session.done();
    for (Problem problem : layouts.problems()) {
      err.println("peeps: " + Names.shown(problem.toString()));
    }
    return read.all().list();
  }

  private void list(List<LayoutInfo> layouts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("LAYOUT", "CLASSES", "RULES", "FINDINGS", "MISTAKES", "FROM"));
    for (LayoutInfo layout : layouts) {
      rows.add(
          List.of(
              layout.name().isEmpty() ? "?" : Names.shown(layout.name()),
              Integer.toString(layout.classes().size()),
              Integer.toString(layout.rules()),
              Integer.toString(layout.findings().size()),
              Integer.toString(layout.problems().size()),
              layout.isBuiltIn() ? "peeps" : Names.shown(layout.file())));
    }
    out.print(Columns.align(rows));
  }

  private void show(String name, List<LayoutInfo> layouts) throws CommandFailure {
    boolean found = false;
    for (LayoutInfo layout : layouts) {
      if (layout.name().equals(name)) {
        found = true;
        // A layout of somebody else's may hold anything: line feeds are all that may pass.
        layout.text().lines().forEach(line -> out.println(Names.shown(line)));
      }
    }
    if (!found) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET,
          "there is no layout '" + Names.shown(name) + "'",
          "",
          "peeps layout list [TARGET] shows the names");
    }
  }
}
