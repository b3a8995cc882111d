package dev.peeps.layout;

import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code finding} blocks of layouts: rules of a team's own over the finished graph. Immutable
 * and safe for use by many threads.
 *
 * <p>A rule reads the graph only, so it says the same of a live process, a heap dump and a saved
 * picture. A condition on what is unknown does not hold. All rules together take at most {@value
 * #MAX_STEPS} steps, and each reports at most {@value #MAX_HITS} times; what is left out is in
 * {@link Result#notices}.
 */
public final class Macros {
  static final long MAX_STEPS = 20_000_000;
  static final int MAX_HITS = 1000;

  private final List<Macro> macros;

  private Macros(List<Macro> macros) {
    this.macros = macros;
  }

  /** The blocks of all these layouts. Of two that say the same, the first counts. */
  public static Macros of(Collection<Layouts> layouts) {
    Map<String, Macro> found = new LinkedHashMap<>();
    for (Layouts each : layouts) {
      for (Macro macro : each.macros()) {
        found.putIfAbsent(macro.layout.name + ':' + macro.line + ':' + macro.name, macro);
      }
    }
    return new Macros(new ArrayList<>(found.values()));
  }

  public boolean isEmpty() {
    return macros.isEmpty();
  }

  /** Applies the rules. Cost: that of the rules, within the bound of steps. */
  public Result check(Graph graph) {
    List<MacroHit> hits = new ArrayList<>();
    List<GraphNotice> notices = new ArrayList<>();
    Run run = Run.over(graph);
    for (Macro macro : macros) {
      run.hits.clear();
      run.hitsLeftOut = 0;
      macro.run(run);
      hits.addAll(run.hits.values());
      if (run.hitsLeftOut > 0) {
        notices.add(
            new GraphNotice(
                "",
                "rule-findings",
                run.hitsLeftOut,
                named(macro) + " reported more often than " + MAX_HITS + " times."));
      }
      if (run.outOfSteps()) {
        notices.add(
            new GraphNotice(
                "",
                "rule-budget",
                0,
                named(macro)
                    + " was stopped after "
                    + MAX_STEPS
                    + " steps; what it and the rules after it would have found is not known."));
        break;
      }
    }
    return new Result(hits, notices);
  }

  private static String named(Macro macro) {
    return "The rule \"" + macro.name + "\" of layout " + macro.layout.name;
  }

  /** What the rules found, and what was left out. Immutable. */
  public static final class Result {
    private final List<MacroHit> hits;
    private final List<GraphNotice> notices;

    Result(List<MacroHit> hits, List<GraphNotice> notices) {
      this.hits = List.copyOf(hits);
      this.notices = List.copyOf(notices);
    }

    /** In the order of the rules. */
    public List<MacroHit> hits() {
      return hits;
    }

    /** Empty when every rule came to its end. */
    public List<GraphNotice> notices() {
      return notices;
    }
  }
}
