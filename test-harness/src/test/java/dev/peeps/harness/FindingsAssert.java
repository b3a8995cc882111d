package dev.peeps.harness;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the verdicts on a graph, by the names of the tasks. */
public final class FindingsAssert extends AbstractAssert<FindingsAssert, List<Finding>> {
  private final Graph graph;

  private FindingsAssert(List<Finding> findings, Graph graph) {
    super(findings, FindingsAssert.class);
    this.graph = graph;
  }

  public static FindingsAssert assertThatFindings(List<Finding> findings, Graph graph) {
    return new FindingsAssert(findings, graph);
  }

  public FindingsAssert areNone() {
    if (!actual.isEmpty()) {
      failWithMessage("expected no finding, found %s", describe());
    }
    return this;
  }

  public FindingsAssert are(int count) {
    if (actual.size() != count) {
      failWithMessage("expected %s findings, found %s", count, describe());
    }
    return this;
  }

  /**
   * The only finding of this kind, to be looked at more closely; fails when there is none or there
   * are several.
   */
  public FindingAssert only(FindingKind kind) {
    List<Finding> found = actual.stream().filter(finding -> finding.kind() == kind).toList();
    if (found.size() != 1) {
      failWithMessage("expected one %s, found %s", kind.word(), describe());
    }
    return new FindingAssert(found.get(0), graph);
  }

  /** No finding is as certain as {@code likely}: what is worth an alarm. */
  public FindingsAssert areNoAlarm() {
    if (actual.stream().anyMatch(finding -> finding.certainty() != Certainty.POSSIBLE)) {
      failWithMessage("expected no alarm, found %s", describe());
    }
    return this;
  }

  /** One deadlock has exactly these tasks in its chain. */
  public FindingsAssert haveDeadlockOf(String... names) {
    deadlock(names);
    return this;
  }

  /** That deadlock has been proved. */
  public FindingsAssert haveProvedDeadlockOf(String... names) {
    Finding finding = deadlock(names);
    if (finding.certainty() != Certainty.PROVED) {
      failWithMessage(
          "the deadlock of %s is only %s: %s",
          List.of(names), finding.certainty().word(), finding.doubt());
    }
    return this;
  }

  /** That deadlock's sentence contains all of these texts, and its site this one. */
  public FindingsAssert say(Set<String> members, String site, String... texts) {
    Finding finding = deadlock(members.toArray(String[]::new));
    for (String text : texts) {
      if (!finding.summary().contains(text)) {
        failWithMessage("'%s' is not said in: %s", text, finding.summary());
      }
    }
    if (!finding.site().contains(site)) {
      failWithMessage("the site is %s, not %s", finding.site(), site);
    }
    return this;
  }

  /** Some finding counts this task among the blocked ones. */
  public FindingsAssert block(String name) {
    boolean blocked =
        actual.stream()
            .flatMap(finding -> finding.tasks().stream())
            .anyMatch(id -> graph.entity(id).name().equals(name));
    if (!blocked) {
      failWithMessage("'%s' is not among the blocked tasks of %s", name, describe());
    }
    return this;
  }

  private Finding deadlock(String... names) {
    Set<String> wanted = new TreeSet<>(List.of(names));
    for (Finding finding : actual) {
      if (isKnot(finding) && members(finding).equals(wanted)) {
        return finding;
      }
    }
    failWithMessage("no deadlock of %s, found %s", wanted, describe());
    throw new AssertionError("not reached");
  }

  /** A thread that waits for its own work is a circle of one. */
  private static boolean isKnot(Finding finding) {
    return finding.kind() == FindingKind.DEADLOCK || finding.kind() == FindingKind.SELF;
  }

  private Set<String> members(Finding finding) {
    Set<String> names = new TreeSet<>();
    for (String id : finding.chain()) {
      Entity entity = graph.entity(id);
      if (entity.attributes().containsKey("tid")) {
        names.add(entity.name());
      }
    }
    return names;
  }

  private List<String> describe() {
    return actual.stream()
        .map(
            f ->
                f.kind().word()
                    + " "
                    + f.certainty().word()
                    + " "
                    + members(f)
                    + ": "
                    + f.summary()
                    + " "
                    + f.doubt())
        .toList();
  }
}
