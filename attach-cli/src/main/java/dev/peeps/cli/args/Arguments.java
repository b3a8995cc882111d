package dev.peeps.cli.args;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command line that was understood: command, values of options, operands. */
public final class Arguments {
  private final Command command;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();

  Arguments(Command command) {
    this.command = command;
  }

  void add(Option option, String value) {
    // A lambda would cost a cold JVM some milliseconds, the first one ten; so would those
    // elsewhere.
    List<String> all = values.get(option.key());
    if (all == null) {
      all = new ArrayList<>(1);
      values.put(option.key(), all);
    }
    all.add(value);
  }

  void operand(String operand) {
    operands.add(operand);
  }

  public Command command() {
    return command;
  }

  /** Whether the option of this long name was given. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value of the option of this long name, or the given default. */
  public String value(String key, String otherwise) {
    List<String> all = values.get(key);
    return all == null ? otherwise : all.get(all.size() - 1);
  }

  /** All values of a repeatable option, in the order given; empty when none. */
  public List<String> all(String key) {
    return List.copyOf(values.getOrDefault(key, List.of()));
  }

  public List<String> operands() {
    return List.copyOf(operands);
  }

  @Override
  public String toString() {
    return command.name() + " " + values + " " + operands;
  }
}
