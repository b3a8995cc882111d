package dev.peeps.cli.args;

import java.util.List;

/**
 * One option of a command, declared once for the reader, the help, the usage errors and the
 * completion.
 *
 * @param names all its names, the long one first: {@code --output}, {@code -o}
 * @param label what stands for its value in the help; empty for a flag
 * @param choices the words it takes; empty when any value will do
 * @param repeatable whether it may be given several times
 * @param help one line
 */
public record Option(
    List<String> names, String label, List<String> choices, boolean repeatable, String help) {

  static Option flag(String help, String... names) {
    return new Option(List.of(names), "", List.of(), false, help);
  }

  static Option value(String label, String help, String... names) {
    return new Option(List.of(names), label, List.of(), false, help);
  }

  static Option choice(String help, String name, String... choices) {
    return new Option(List.of(name), String.join("|", choices), List.of(choices), false, help);
  }

  static Option list(String label, String help, String... names) {
    return new Option(List.of(names), label, List.of(), true, help);
  }

  /** The name by which {@link Arguments} knows it. */
  public String key() {
    return names.get(0);
  }

  public boolean isFlag() {
    return label.isEmpty();
  }
}
