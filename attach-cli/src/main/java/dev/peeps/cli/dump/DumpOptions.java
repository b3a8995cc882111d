package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.attach.Attachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code peeps dump} was asked for, checked.
 *
 * @param output file to write to; null for stdout
 * @param saveCut file to keep the cut in; null for none
 * @param task which tasks; null for all
 * @param top bound on groups; -1 when none was given
 * @param maxObjects -1: the library's own default
 * @param registry whether to start one where there is none
 */
record DumpOptions(
    List<String> targets,
    boolean json,
    Path output,
    Path saveCut,
    Pattern task,
    boolean stacks,
    int top,
    boolean all,
    String color,
    long confirmMillis,
    long maxPauseMillis,
    long maxObjects,
    long frames,
    String walk,
    List<Path> layouts,
    Attachment.Way via,
    long timeoutSeconds,
    boolean registry,
    boolean quiet) {

  /**
   * Checks the values.
   *
   * @throws CommandFailure when one of them cannot be
   */
  static DumpOptions of(Arguments given) throws CommandFailure {
    List<Path> layouts = new ArrayList<>();
    for (String file : given.all("--layout")) {
      layouts.add(Path.of(file));
    }
    DumpOptions options =
        new DumpOptions(
            given.operands(),
            given.value("--format", "text").equals("json"),
            path(given, "--output"),
            path(given, "--save-cut"),
            pattern(given),
            given.has("--stacks"),
            (int) number(given, "--top", -1, 1, Integer.MAX_VALUE),
            given.has("--all"),
            given.value("--color", "auto"),
            number(given, "--confirm", 200, 0, 60_000),
            number(given, "--max-pause", 500, 1, 3_600_000),
            number(given, "--max-objects", -1, 0, 100_000_000),
            number(given, "--frames", 2000, 0, 100_000_000),
            given.value("--walk", "auto"),
            layouts,
            via(given),
            timeoutSeconds(given),
            !given.has("--no-registry"),
            given.has("--quiet"));
    if (options.saveCut != null && options.targets.size() > 1) {
      throw usage(
          "--save-cut keeps one cut, but there are several TARGETs", "one TARGET a command");
    }
    return options;
  }

  /**
   * The deadline of a command.
   *
   * @throws CommandFailure when what was given is no number of seconds
   */
  static long timeoutSeconds(Arguments given) throws CommandFailure {
    return number(given, "--timeout", 30, 1, 86_400);
  }

  private static Attachment.Way via(Arguments given) throws CommandFailure {
    String word = given.value("--via", "");
    if (given.has("--no-load") || word.equals("heap-dump") || word.equals("core")) {
      throw new CommandFailure(
          ExitStatus.NO_ATTACH,
          given.has("--no-load")
              ? "this version cannot dump without loading its library; nothing was loaded"
              : "this version has no way to dump via " + word + "; nothing was loaded",
          "reading heap dumps and cores that others made is not built yet",
          "without --no-load and --via; or, touching less: jcmd PID Thread.print -l");
    }
    return switch (word) {
      case "attach" -> Attachment.Way.ATTACH;
      case "jattach" -> Attachment.Way.JATTACH;
      default -> Attachment.Way.AUTO;
    };
  }

  private static Path path(Arguments given, String key) {
    String value = given.value(key, null);
    return value == null ? null : Path.of(value);
  }

  private static Pattern pattern(Arguments given) throws CommandFailure {
    String value = given.value("--task", null);
    if (value == null) {
      return null;
    }
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw usage("--task: " + e.getDescription() + " at character " + e.getIndex(), "quote it");
    }
  }

  private static long number(Arguments given, String key, long otherwise, long min, long max)
      throws CommandFailure {
    String value = given.value(key, null);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw usage(key + " takes a number from " + min + " to " + max + ", not " + value, "");
  }

  private static CommandFailure usage(String what, String advice) {
    return new CommandFailure(ExitStatus.USAGE, what, "", advice);
  }
}
