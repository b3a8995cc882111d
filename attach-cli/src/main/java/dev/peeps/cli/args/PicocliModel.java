package dev.peeps.cli.args;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The declared commands as a picocli model: help, usage errors with suggestions, completion, and
 * command lines that {@link ArgumentReader} does not know. Loaded only when one of these is wanted.
 */
public final class PicocliModel {
  private PicocliModel() {}

  /** The help of one command, or of all when the command is null; ends with a line end. */
  public static String help(Command command) {
    CommandLine all = commandLine();
    CommandLine shown = command == null ? all : all.getSubcommands().get(command.name());
    return shown.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** A bash completion script for all commands. */
  public static String bashCompletion() {
    return AutoComplete.bash("peeps", commandLine());
  }

  /**
   * Understands a command line as picocli does.
   *
   * @throws UsageException when it cannot be understood
   */
  static Arguments parse(List<String> words) throws UsageException {
    CommandLine all = commandLine();
    try {
      ParseResult result = all.parseArgs(words.toArray(new String[0]));
      if (!result.hasSubcommand()) {
        if (result.hasMatchedOption("--help")) {
          return new Arguments(Commands.named("help"));
        }
        throw new UsageException("no command given");
      }
      return arguments(result.subcommand());
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(message(e, words));
    }
  }

  private static String message(CommandLine.ParameterException e, List<String> words) {
    String text = e.getMessage();
    if (e instanceof CommandLine.UnmatchedArgumentException) {
      CommandLine.UnmatchedArgumentException unmatched = (CommandLine.UnmatchedArgumentException) e;
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        text += "; did you mean " + String.join(" or ", near) + "?";
      } else if (Commands.named(words.get(0)) == null && !words.get(0).startsWith("-")) {
        text = "no command '" + words.get(0) + "'; did you mean peeps dump " + words.get(0) + "?";
      }
    }
    return text;
  }

  private static Arguments arguments(ParseResult result) {
    Command command = Commands.named(result.commandSpec().name());
    Arguments arguments = new Arguments(command);
    // A repeated option is listed once for each time.
    for (ArgSpec matched : new LinkedHashSet<>(result.matchedArgs())) {
      if (matched instanceof OptionSpec) {
        Option option = command.option(((OptionSpec) matched).longestName());
        if (option.isFlag()) {
          arguments.add(option, "");
        } else {
          for (String value : matched.stringValues()) {
            arguments.add(option, value);
          }
        }
      } else {
        matched.stringValues().forEach(arguments::operand);
      }
    }
    return arguments;
  }

  private static CommandLine commandLine() {
    CommandSpec root = CommandSpec.create().name("peeps");
    root.usageMessage()
        .description("What is every waiting task of a hung JVM waiting for, and who owes it?")
        .footer("", "peeps help COMMAND tells more; man peeps tells all.");
    root.addOption(
        OptionSpec.builder("--help", "-h")
            .usageHelp(true)
            .type(boolean.class)
            .description("show this help")
            .build());
    for (Command command : Commands.all()) {
      root.addSubcommand(command.name(), spec(command));
    }
    return new CommandLine(root)
        .setOverwrittenOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setUnmatchedOptionsArePositionalParams(false);
  }

  private static CommandSpec spec(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    List<String> footer = new ArrayList<>();
    for (String line : command.details()) {
      footer.add("");
      footer.add(line);
    }
    spec.usageMessage()
        .description(command.summary())
        .footer(footer.toArray(new String[0]))
        .sortOptions(false)
        .adjustLineBreaksForWideCJKCharacters(false);
    for (Option option : command.options()) {
      spec.addOption(spec(option));
    }
    if (command.maxOperands() > 0) {
      boolean many = command.maxOperands() > 1;
      spec.addPositional(
          PositionalParamSpec.builder()
              .index(many ? "0..*" : "0")
              .arity(many ? "0..*" : "0..1")
              .paramLabel(command.operands())
              .type(many ? String[].class : String.class)
              .build());
    }
    return spec;
  }

  private static OptionSpec spec(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(new String[0])).description(option.help());
    if (option.isFlag()) {
      return builder.type(boolean.class).usageHelp(option.key().equals("--help")).build();
    }
    builder.paramLabel(option.label()).type(option.repeatable() ? String[].class : String.class);
    if (!option.choices().isEmpty()) {
      builder.completionCandidates(option.choices()).converters(value -> chosen(option, value));
    }
    return builder.build();
  }

  private static String chosen(Option option, String value) {
    if (!option.choices().contains(value)) {
      throw new CommandLine.TypeConversionException(
          "it takes one of " + String.join(", ", option.choices()));
    }
    return value;
  }
}
