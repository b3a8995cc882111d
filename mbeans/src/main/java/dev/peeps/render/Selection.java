package dev.peeps.render;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which part of a graph and of its findings somebody wants to see. Immutable; empty is everything.
 */
public final class Selection {
  /** Everything. */
  public static final Selection ALL = new Selection(null, null, null, null, null);

  private final Pattern task;
  private final Pattern lock;
  private final Pattern executor;
  private final Set<FindingKind> kinds;
  private final Certainty atLeast;

  private Selection(
      Pattern task, Pattern lock, Pattern executor, Set<FindingKind> kinds, Certainty atLeast) {
    this.task = task;
    this.lock = lock;
    this.executor = executor;
    this.kinds = kinds;
    this.atLeast = atLeast;
  }

  /** Tasks in whose name or stack it finds something; null for all. */
  public Selection task(Pattern value) {
    return new Selection(value, lock, executor, kinds, atLeast);
  }

  /**
   * Tasks that wait for, hold or provide a lock or another resource in whose id, name or type it
   * finds something; null for all.
   */
  public Selection lock(Pattern value) {
    return new Selection(task, value, executor, kinds, atLeast);
  }

  /**
   * Tasks of an executor in whose id, name or type it finds something, queued ones too; null for
   * all.
   */
  public Selection executor(Pattern value) {
    return new Selection(task, lock, value, kinds, atLeast);
  }

  /** Findings of these kinds only; null for all. */
  public Selection kinds(Set<FindingKind> value) {
    Set<FindingKind> copy = value == null ? null : EnumSet.copyOf(value);
    return new Selection(task, lock, executor, copy, atLeast);
  }

  /** Findings that are at least so certain; null for all. */
  public Selection atLeast(Certainty value) {
    return new Selection(task, lock, executor, kinds, value);
  }

  Pattern task() {
    return task;
  }

  Pattern lock() {
    return lock;
  }

  Pattern executor() {
    return executor;
  }

  /** True when not all tasks are wanted. */
  public boolean isPart() {
    return task != null || lock != null || executor != null;
  }

  /** Whether this finding is of a kind and certainty that is wanted. */
  public boolean takes(Finding finding) {
    return (kinds == null || kinds.contains(finding.kind()))
        && (atLeast == null || finding.certainty().compareTo(atLeast) <= 0);
  }

  /** Those of a kind and certainty that is wanted; the very list when that is all. */
  public List<Finding> of(List<Finding> findings) {
    if (kinds == null && atLeast == null) {
      return findings;
    }
    List<Finding> taken = new ArrayList<>();
    for (Finding finding : findings) {
      if (takes(finding)) {
        taken.add(finding);
      }
    }
    return taken;
  }

  /** The options that shape it, for a sentence: {@code --task and --lock}. */
  String options() {
    StringBuilder text = new StringBuilder();
    String[] names = {"--task", "--lock", "--executor"};
    Pattern[] given = {task, lock, executor};
    for (int each = 0; each < names.length; each++) {
      if (given[each] != null) {
        text.append(text.length() == 0 ? "" : " and ").append(names[each]);
      }
    }
    return text.toString();
  }
}
