package dev.peeps.cli.args;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Names;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Values of options as what they stand for; a value that cannot be is wrong usage. */
public final class Values {
  private Values() {}

  /**
   * A number.
   *
   * @param otherwise what counts when the option was not given
   * @throws CommandFailure when it is none, or out of range
   */
  public static long number(Arguments given, String key, long otherwise, long min, long max)
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

  /**
   * The file of that name; it need not exist.
   *
   * @throws CommandFailure when no file can have it: Java writes names of files in the encoding of
   *     the locale, which may lack a letter
   */
  public static Path file(String name) throws CommandFailure {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "'" + Names.shown(name) + "' cannot be the name of a file here",
          Names.shown(e.getReason()) + ": the locale decides which letters Java can write",
          "again with LC_ALL=C.UTF-8");
    }
  }

  /**
   * A file; null when the option was not given.
   *
   * @throws CommandFailure when it cannot be the name of a file
   */
  public static Path path(Arguments given, String key) throws CommandFailure {
    String value = given.value(key, null);
    return value == null ? null : file(value);
  }

  /**
   * Files of a repeatable option, in the order given.
   *
   * @throws CommandFailure when one cannot be the name of a file
   */
  public static List<Path> paths(Arguments given, String key) throws CommandFailure {
    List<Path> paths = new ArrayList<>();
    for (String name : given.all(key)) {
      paths.add(file(name));
    }
    return paths;
  }

  /**
   * Jars and folders of a repeatable option, each value separated as a class path is.
   *
   * @throws CommandFailure when one cannot be the name of a file
   */
  public static List<Path> classPath(Arguments given, String key) throws CommandFailure {
    List<Path> paths = new ArrayList<>();
    for (String value : given.all(key)) {
      int start = 0;
      while (start <= value.length()) {
        int end = value.indexOf(java.io.File.pathSeparatorChar, start);
        end = end < 0 ? value.length() : end;
        if (end > start) {
          paths.add(file(value.substring(start, end)));
        }
        start = end + 1;
      }
    }
    return paths;
  }

  /**
   * A regular expression; null when the option was not given.
   *
   * @throws CommandFailure when it is none
   */
  public static Pattern pattern(Arguments given, String key) throws CommandFailure {
    String value = given.value(key, null);
    if (value == null) {
      return null;
    }
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw usage(key + ": " + e.getDescription() + " at character " + e.getIndex(), "quote it");
    }
  }

  /**
   * Checks a size of memory: a number and k, m or g, 16m at least. The launcher has set it already,
   * as the heap of this JVM.
   *
   * @throws CommandFailure when it is none
   */
  public static void checkSize(Arguments given, String key) throws CommandFailure {
    String value = given.value(key, null);
    if (value == null) {
      return;
    }
    int last = value.length() - 1;
    int unit = last < 1 ? -1 : "kmg".indexOf(Character.toLowerCase(value.charAt(last)));
    long number = -1;
    try {
      number = unit < 0 ? -1 : Long.parseLong(value.substring(0, last));
    } catch (NumberFormatException e) {
      // said below
    }
    if (number < 0 || number > 1 << 20 || number << (10 * (unit + 1)) < 16 << 20) {
      throw usage(
          key + " takes a size of 16m at least, like 512m or 4g, not " + Names.shown(value), "");
    }
  }

  /** A mistake on the command line. */
  public static CommandFailure usage(String what, String advice) {
    return new CommandFailure(ExitStatus.USAGE, what, "", advice);
  }
}
