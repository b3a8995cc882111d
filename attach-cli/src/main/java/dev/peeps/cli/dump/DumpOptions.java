package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.cli.show.Selections;
import dev.peeps.render.Selection;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code peeps dump} was asked to show, checked.
 *
 * @param output file to write to; null for stdout
 * @param saveCut file to keep the cut in; null for none
 * @param selection which part of the answer
 * @param top bound on groups; -1 when none was given
 */
record DumpOptions(
    List<String> targets,
    boolean json,
    Path output,
    Path saveCut,
    Selection selection,
    boolean stacks,
    int top,
    boolean all,
    String color) {

  /**
   * Checks the values.
   *
   * @throws CommandFailure when one of them cannot be
   */
  static DumpOptions of(Arguments given) throws CommandFailure {
    DumpOptions options =
        new DumpOptions(
            given.operands(),
            given.value("--format", "text").equals("json"),
            Values.path(given, "--output"),
            Values.path(given, "--save-cut"),
            Selections.of(given),
            given.has("--stacks"),
            (int) Values.number(given, "--top", -1, 1, Integer.MAX_VALUE),
            given.has("--all"),
            given.value("--color", "auto"));
    if (options.saveCut != null && options.targets.size() > 1) {
      throw Values.usage(
          "--save-cut keeps one cut, but there are several TARGETs", "one TARGET a command");
    }
    return options;
  }
}
