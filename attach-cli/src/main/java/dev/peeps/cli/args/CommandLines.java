package dev.peeps.cli.args;

import java.util.List;

/** From the words of a command line to {@link Arguments}. */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Understands a command line.
   *
   * @param words all arguments of the program, the command's name first; at least one
   * @throws UsageException when it cannot be understood
   */
  public static Arguments parse(List<String> words) throws UsageException {
    Command command = Commands.named(words.get(0));
    if (command != null) {
      Arguments arguments = ArgumentReader.read(command, words.subList(1, words.size()));
      if (arguments != null) {
        return arguments;
      }
    }
    return PicocliModel.parse(words);
  }
}
