package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How targets are to be looked at: the options that all commands with targets share. A command that
 * does not declare one of them gets its default.
 *
 * @param confirmMillis how long after the first cut suspects are looked at again; 0: never
 * @param maxPauseMillis budget for the pause of a target
 * @param maxObjects bound on objects marked in a wide walk; -1: the library's own default
 * @param frames virtual threads whose locals are looked into
 * @param walk {@code auto}, {@code narrow}, {@code wide} or {@code lean}
 * @param layouts files and directories of layouts beside those that come with peeps
 * @param classPath jars and folders with layouts, for targets that are files
 * @param jarLayouts whether layouts in a running target's own jars count
 * @param trial whether layouts are being tried out, so that the picture says what they did not do
 * @param deep whether the whole heap is looked at where there is one
 * @param via which way to a target
 * @param noLoad whether to load nothing into any target
 * @param tempDir where a target writes a heap dump, as it sees it; null for the usual places
 * @param timeoutSeconds deadline for the whole command
 * @param timeoutAsked whether a person has set it; else what takes long by its nature gets longer
 * @param threads a thread dump taken beside the heap dump or core; null for none
 * @param executable the program of a core; null: as the core says
 * @param crashReport the hs_err file of a core; null: one that lies beside it
 * @param registry whether to start one in a target that has none; only commands that offer not to
 * @param quiet nothing on stderr but errors
 */
public record SourceOptions(
    long confirmMillis,
    long maxPauseMillis,
    long maxObjects,
    long frames,
    String walk,
    List<Path> layouts,
    List<Path> classPath,
    boolean jarLayouts,
    boolean trial,
    Deep deep,
    Via via,
    boolean noLoad,
    String tempDir,
    long timeoutSeconds,
    boolean timeoutAsked,
    Path threads,
    Path executable,
    Path crashReport,
    boolean registry,
    boolean quiet) {

  /**
   * Checks the values.
   *
   * @throws CommandFailure when one of them cannot be
   */
  public static SourceOptions of(Arguments given) throws CommandFailure {
    return of(given, List.of());
  }

  /**
   * The same, for trying out layouts.
   *
   * @param tried files or folders that count as well; empty when none is tried out
   * @throws CommandFailure when a value cannot be
   */
  public static SourceOptions of(Arguments given, List<Path> tried) throws CommandFailure {
    List<Path> layouts = new ArrayList<>(Values.paths(given, "--layout"));
    layouts.addAll(tried);
    Via via = Via.of(given.value("--via", ""));
    if (given.has("--no-load") && (via == Via.ATTACH || via == Via.JATTACH)) {
      throw Values.usage("--via=" + via.word() + " loads libpeeps, and --no-load forbids it", "");
    }
    Values.checkSize(given, "--max-memory");
    return new SourceOptions(
        Values.number(given, "--confirm", 200, 0, 60_000),
        Values.number(given, "--max-pause", 500, 1, 3_600_000),
        Values.number(given, "--max-objects", -1, 0, 100_000_000),
        Values.number(given, "--frames", 2000, 0, 100_000_000),
        given.value("--walk", "auto"),
        layouts,
        Values.classPath(given, "--classpath"),
        !given.has("--no-jar-layouts"),
        !tried.isEmpty(),
        Deep.of(given),
        via,
        given.has("--no-load"),
        given.value("--temp-dir", null),
        timeoutSeconds(given),
        given.has("--timeout"),
        Values.path(given, "--threads"),
        Values.path(given, "--exe"),
        Values.path(given, "--hs-err"),
        given.command().option("--no-registry") != null && !given.has("--no-registry"),
        given.has("--quiet"));
  }

  /**
   * The deadline of a command.
   *
   * @throws CommandFailure when what was given is no number of seconds
   */
  public static long timeoutSeconds(Arguments given) throws CommandFailure {
    return Values.number(given, "--timeout", 30, 1, 86_400);
  }
}
