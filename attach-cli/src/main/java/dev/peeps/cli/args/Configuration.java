package dev.peeps.cli.args;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.work.Failures;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Defaults that a user keeps in {@code $XDG_CONFIG_HOME/peeps/config}, else {@code
 * ~/.config/peeps/config}: lines {@code key = value}, {@code #} begins a comment. What is on the
 * command line counts more. Where there is no such file this costs a look at the file system and
 * nothing else.
 */
public final class Configuration {
  private static final String NEVER = "never";

  private final Path file;

  private Configuration(Path file) {
    this.file = file;
  }

  /**
   * Adds what the user's file says to what was typed.
   *
   * @throws CommandFailure when a line of it makes no sense; says which
   */
  public static void complete(Arguments arguments) throws CommandFailure {
    File file = file(System.getenv("XDG_CONFIG_HOME"), System.getenv("HOME"));
    if (file != null && file.isFile()) {
      complete(arguments, file.toPath());
    }
  }

  /** Where it is; null when the environment names no place. */
  static File file(String configHome, String home) {
    if (configHome != null && configHome.startsWith("/")) {
      return new File(configHome, "peeps/config");
    }
    return home == null || home.isEmpty() ? null : new File(home, ".config/peeps/config");
  }

  static void complete(Arguments arguments, Path file) throws CommandFailure {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "cannot read " + Names.shown(file.toString()),
          Failures.reason(e),
          "make it readable and UTF-8, or remove it");
    }
    Configuration configuration = new Configuration(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        configuration.line(i + 1, line, arguments);
      }
    }
  }

  private void line(int number, String line, Arguments arguments) throws CommandFailure {
    int equals = line.indexOf('=');
    String key = equals < 0 ? line : line.substring(0, equals).strip();
    String value = equals < 0 ? "" : line.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw mistake(number, "it takes the form KEY = VALUE", line);
    }
    switch (key) {
      case "load" -> {
        String via = arguments.value("--via", "");
        if (choice(number, key, value, "auto", NEVER).equals(NEVER)
            && !via.equals("attach")
            && !via.equals("jattach")) {
          set(arguments, "--no-load", "");
        }
      }
      case "registry" -> {
        if (choice(number, key, value, "auto", NEVER).equals(NEVER)) {
          set(arguments, "--no-registry", "");
        }
      }
      case "color" ->
          set(arguments, "--color", choice(number, key, value, "auto", "always", NEVER));
      case "timeout", "max-pause" -> set(arguments, "--" + key, digits(number, key, value));
      case "temp-dir" -> set(arguments, "--temp-dir", value);
      case "layout" -> {
        Option option = arguments.command().option("--layout");
        if (option != null) {
          arguments.add(option, fromHome(value));
        }
      }
      default ->
          throw mistake(
              number,
              "no such key; there are load, registry, color, timeout, max-pause, temp-dir, layout",
              key);
    }
  }

  /** A command without this option is not meant. */
  private static void set(Arguments arguments, String name, String value) {
    Option option = arguments.command().option(name);
    if (option != null && !arguments.has(option.key())) {
      arguments.add(option, value);
    }
  }

  private String choice(int number, String key, String value, String... choices)
      throws CommandFailure {
    for (String choice : choices) {
      if (choice.equals(value)) {
        return value;
      }
    }
    throw mistake(number, key + " takes one of " + String.join(", ", choices), value);
  }

  private String digits(int number, String key, String value) throws CommandFailure {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        throw mistake(number, key + " takes a number", value);
      }
    }
    return value;
  }

  private static String fromHome(String path) {
    String home = System.getenv("HOME");
    return path.startsWith("~/") && home != null ? home + path.substring(1) : path;
  }

  private CommandFailure mistake(int number, String what, String found) {
    return new CommandFailure(
        ExitStatus.USAGE,
        Names.shown(file.toString())
            + ", line "
            + number
            + ": "
            + what
            + ", not '"
            + Names.shown(found)
            + "'",
        "",
        "peeps(1) describes the file under FILES");
  }
}
