package dev.peeps.cli.show;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.args.Arguments;
import dev.peeps.cli.args.Values;
import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.render.Selection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** From the options that choose a part of the answer to a {@link Selection}. */
public final class Selections {
  private Selections() {}

  /**
   * Checks the values of {@code --task}, {@code --lock}, {@code --executor} and {@code --kind}.
   *
   * @throws CommandFailure when one of them cannot be
   */
  public static Selection of(Arguments given) throws CommandFailure {
    Selection selection = Selection.ALL;
    if (given.has("--task")) {
      selection = selection.task(Values.pattern(given, "--task"));
    }
    if (given.has("--lock")) {
      selection = selection.lock(Values.pattern(given, "--lock"));
    }
    if (given.has("--executor")) {
      selection = selection.executor(Values.pattern(given, "--executor"));
    }
    if (given.has("--kind")) {
      selection = selection.kinds(kinds(given.value("--kind", "")));
    }
    return selection;
  }

  /** The certainty that {@code --min-certainty} asks for. */
  public static Certainty atLeast(Arguments given) {
    String word = given.value("--min-certainty", Certainty.LIKELY.word());
    return Certainty.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Set<FindingKind> kinds(String words) throws CommandFailure {
    Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
    for (String word : words.split(",", -1)) {
      kinds.add(kind(word));
    }
    return kinds;
  }

  private static FindingKind kind(String word) throws CommandFailure {
    StringBuilder all = new StringBuilder();
    for (FindingKind kind : FindingKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
      all.append(all.length() == 0 ? "" : ", ").append(kind.word());
    }
    throw Values.usage("--kind: no kind of finding is called '" + word + "'", "one of " + all);
  }
}
