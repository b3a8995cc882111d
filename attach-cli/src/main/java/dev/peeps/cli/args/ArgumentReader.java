package dev.peeps.cli.args;

import java.util.List;

/**
 * Reads the ordinary command line without picocli.
 *
 * <p>picocli's classes are older than what a class-data archive takes, so loading them costs 75 to
 * 100 ms, as much as a whole {@code jstack}. This reader accepts a strict subset of what {@link
 * PicocliModel} accepts, with the same result, and leaves everything else (mistakes above all) to
 * it.
 */
final class ArgumentReader {
  private ArgumentReader() {}

  /**
   * Reads what follows the command's name.
   *
   * @return the arguments, or null when they are not of the plain kind that this reader knows
   */
  static Arguments read(Command command, List<String> words) {
    Arguments arguments = new Arguments(command);
    boolean optionsOver = false;
    int operands = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (optionsOver || !word.startsWith("-")) {
        if (++operands > command.maxOperands()) {
          return null;
        }
        arguments.operand(word);
        continue;
      }
      if (word.equals("--")) {
        optionsOver = true;
        continue;
      }
      int equals = word.indexOf('=');
      Option option = command.option(equals < 0 ? word : word.substring(0, equals));
      if (option == null || (arguments.has(option.key()) && !option.repeatable())) {
        return null;
      }
      String value = "";
      if (option.isFlag()) {
        if (equals >= 0) {
          return null;
        }
      } else if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
        value = words.get(++i);
      } else {
        return null;
      }
      if (!option.isFlag() && (value.isEmpty() || !allowed(option, value))) {
        return null;
      }
      arguments.add(option, value);
    }
    return arguments;
  }

  /** Quotes are trimmed by picocli in ways of its own, hence left to it. */
  private static boolean allowed(Option option, String value) {
    return value.indexOf('"') < 0
        && (option.choices().isEmpty() || option.choices().contains(value));
  }
}
