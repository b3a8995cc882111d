package dev.peeps.cli.args;

import java.util.ArrayList;
import java.util.List;

/** The commands and their options: the one place where they are declared. */
public final class Commands {
  private static final Option QUIET =
      Option.flag("say nothing on stderr but errors", "--quiet", "-q");
  private static final Option TIMEOUT =
      Option.value("SECONDS", "deadline for the whole command (default 30)", "--timeout");
  private static final Option HELP = Option.flag("show this help", "--help", "-h");

  private static final Option FORMAT =
      Option.choice("form of the output (default text)", "--format", "text", "json");
  private static final Option COLOR =
      Option.choice("colour (default auto)", "--color", "auto", "always", "never");
  private static final Option KIND =
      Option.value("KIND[,...]", "only findings of these kinds", "--kind");
  private static final Option LAYOUT =
      Option.list("FILE|DIR", "read a layout file, or all of a folder, too", "--layout");
  private static final Option LOCK =
      Option.value(
          "REGEX", "only tasks at locks and the like so called, by id, name, type", "--lock");
  private static final Option EXECUTOR =
      Option.value("REGEX", "only tasks of executors so called", "--executor");

  /** Exit statuses, as every help shows them. */
  private static final String STATUS =
      "Exit status: 0 done, 2 wrong usage, 3 no such target or not a JVM, 4 attaching refused or"
          + " impossible, 5 the cut or its reading failed.";

  /** How targets are looked at: the same for all commands that do. */
  private static final List<Option> LOOK =
      List.of(
          Option.value(
              "MS", "second look that proves a finding, 0 = none (default 200)", "--confirm"),
          Option.value("MS", "budget for the pause of the target (default 500)", "--max-pause"),
          Option.value("N", "bound on objects tagged in a wide walk", "--max-objects"),
          Option.value(
              "N", "virtual threads whose locals are looked into (default 2000)", "--frames"),
          Option.choice("which walk (default auto)", "--walk", "auto", "narrow", "wide", "lean"),
          Option.flag("look at the whole heap for what nobody can bring any more", "--deep"),
          Option.flag("never look at a whole heap, nor ask a JVM what it can reach", "--no-deep"),
          LAYOUT,
          Option.list(
              "PATH", "jars whose layouts count, for a target that is a file", "--classpath"),
          Option.flag("leave out layouts in the target's own jars", "--no-jar-layouts"),
          Option.value(
              "FILE", "thread dump beside a heap dump: who owns which monitor", "--threads"),
          Option.value("FILE", "the program of a core, when it lies elsewhere", "--exe"),
          Option.value("FILE", "hs_err file of a core, when it lies elsewhere", "--hs-err"),
          Option.flag("load nothing into the target", "--no-load"),
          Option.choice("way to the target", "--via", "attach", "jattach", "heap-dump", "core"),
          Option.value(
              "DIR", "where the target writes a heap dump, if one is needed", "--temp-dir"),
          Option.value("SIZE", "memory for reading files (default 1g)", "--max-memory"),
          TIMEOUT);

  private static final Command DUMP =
      new Command(
          "dump",
          "TARGET",
          Integer.MAX_VALUE,
          "show what every waiting task waits for and who owes it",
          looking(
              FORMAT,
              Option.value("FILE", "write to a new file, not to stdout", "--output", "-o"),
              Option.value("FILE", "keep the cut, a small heap dump", "--save-cut"),
              Option.value("REGEX", "only tasks whose name or stack it matches", "--task"),
              LOCK,
              EXECUTOR,
              KIND,
              Option.flag("all stacks in full", "--stacks"),
              Option.value("N", "at most N groups in each part of the text", "--top"),
              Option.flag("idle threads and pools as well", "--all"),
              COLOR,
              Option.flag("start no registry in the target", "--no-registry"),
              QUIET,
              HELP),
          List.of(
              "TARGET is a process id, a unique part of a main class or jar name, or a file: a"
                  + " heap dump, a cut, a saved dump in JSON; several are several processes in one"
                  + " answer; without one it is the only JVM of this user.",
              "A deadlock is an answer, not an error: the exit status is 0 then as well.",
              STATUS));

  private static final Command WHY =
      new Command(
          "why",
          "TARGET TASK",
          Integer.MAX_VALUE,
          "show the chain from one task to what it waits for in the end",
          looking(
              Option.flag("the other way: who waits because of it", "--blocks"),
              FORMAT,
              Option.value("N", "at most N lines", "--top"),
              KIND,
              COLOR,
              QUIET,
              HELP),
          List.of(
              "TASK, the last operand, is a thread's id or name, an id from peeps dump, or a part"
                  + " of a name or of a line of its stack that only one task has. TARGET is as for"
                  + " peeps dump; without one it is the only JVM of this user.",
              "Exit status: 0 answered, 2 wrong usage, 3 no such target, no such task or several,"
                  + " 4 attaching refused or impossible, 5 the cut or its reading failed."));

  private static final Command CHECK =
      new Command(
          "check",
          "TARGET",
          Integer.MAX_VALUE,
          "say whether anything is stuck, for probes and runbooks",
          looking(
              Option.choice(
                  "what counts (default likely)",
                  "--min-certainty",
                  "proved",
                  "likely",
                  "possible"),
              KIND,
              Option.flag("all JVMs of this user", "--all-jvms"),
              FORMAT,
              COLOR,
              Option.flag("print nothing but errors: the exit status says it", "--quiet", "-q"),
              HELP),
          List.of(
              "TARGET is as for peeps dump; without one it is the only JVM of this user.",
              "Exit status: 0 nothing is stuck, 1 something is; what cannot be looked at is not"
                  + " healthy: 2 wrong usage, 3 no such target or not a JVM, 4 attaching refused or"
                  + " impossible, 5 the cut or its reading failed."));

  private static final Command DIFF =
      new Command(
          "diff",
          "TARGET",
          2,
          "show what is different between two pictures",
          looking(
              Option.value("SECONDS", "look twice at one TARGET, so far apart", "--after"),
              FORMAT,
              Option.value("N", "at most N lines in each part", "--top"),
              KIND,
              COLOR,
              Option.flag("print nothing but errors: the exit status says it", "--quiet", "-q"),
              HELP),
          List.of(
              "TARGETs are as for peeps dump: the earlier picture, then the later one; saved dumps"
                  + " (peeps dump --format=json -o FILE) above all.",
              "Exit status, as of diff(1): 0 no difference, 1 a difference; trouble: 2 wrong usage,"
                  + " 3 no such target or not a JVM, 4 attaching refused or impossible, 5 the cut or"
                  + " its reading failed."));

  private static final Command LAYOUT_COMMAND =
      new Command(
          "layout",
          "list|show|check",
          Integer.MAX_VALUE,
          "list, show and check layouts: what peeps knows about runtimes",
          looking(QUIET, HELP),
          List.of(
              "peeps layout list [TARGET]: the layouts that count, and where they come from.",
              "peeps layout show NAME [TARGET]: the text of one.",
              "peeps layout check FILE... [TARGET]: the mistakes in these files; with a TARGET, a"
                  + " heap dump or a running JVM, also what does not fit its classes and what did"
                  + " nothing. TARGET is as for peeps dump.",
              "Exit status: 0 done, 1 check found a mistake, 2 wrong usage, 3 no such target, file"
                  + " or layout, 4 attaching refused or impossible, 5 the target cannot be read."));

  private static final Command LIST =
      new Command(
          "list",
          "",
          0,
          "list the JVMs here and whether they can be attached to",
          List.of(HELP),
          List.of(STATUS));

  private static final Command LOAD =
      new Command(
          "load",
          "TARGET",
          1,
          "start the registry, the MBeans of peeps, in a JVM",
          List.of(LAYOUT, TIMEOUT, QUIET, HELP),
          List.of(STATUS));

  private static final Command UNLOAD =
      new Command(
          "unload",
          "TARGET",
          1,
          "end the registry in a JVM",
          List.of(TIMEOUT, QUIET, HELP),
          List.of("The library itself stays until that JVM ends.", STATUS));

  private static final Command HELP_COMMAND =
      new Command("help", "COMMAND", 1, "show the help of a command", List.of(HELP), List.of());

  private static final Command VERSION =
      new Command("version", "", 0, "show the version", List.of(HELP), List.of());

  private static final Command COMPLETION =
      new Command(
          "completion",
          "SHELL",
          1,
          "print a completion script (SHELL is bash)",
          List.of(HELP),
          List.of("Load it with: source <(peeps completion bash)"));

  private Commands() {}

  /** The options of a command that looks at targets: its own before those of all. */
  private static List<Option> looking(Option... own) {
    List<Option> options = new ArrayList<>(own.length + LOOK.size());
    // The last two of every command stay its last: quiet and help.
    for (int each = 0; each < own.length - 2; each++) {
      options.add(own[each]);
    }
    options.addAll(LOOK);
    options.add(own[own.length - 2]);
    options.add(own[own.length - 1]);
    return options;
  }

  /** All commands, in the order of the help. */
  public static List<Command> all() {
    return List.of(
        DUMP,
        WHY,
        CHECK,
        DIFF,
        LAYOUT_COMMAND,
        LIST,
        LOAD,
        UNLOAD,
        HELP_COMMAND,
        VERSION,
        COMPLETION);
  }

  /** The command of this name, or null. */
  public static Command named(String name) {
    for (Command command : all()) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }
}
