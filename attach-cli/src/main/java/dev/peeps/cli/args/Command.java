package dev.peeps.cli.args;

import java.util.List;

/**
 * One command as it is declared in {@link Commands}.
 *
 * @param name the word that a person types
 * @param operands what follows the options, as the help shows it; empty when nothing may follow
 * @param maxOperands how many operands there may be
 * @param summary one line
 * @param details what the help says below the options
 */
public record Command(
    String name,
    String operands,
    int maxOperands,
    String summary,
    List<Option> options,
    List<String> details) {

  /** The option of this name, or null. */
  public Option option(String optionName) {
    for (Option option : options) {
      if (option.names().contains(optionName)) {
        return option;
      }
    }
    return null;
  }
}
