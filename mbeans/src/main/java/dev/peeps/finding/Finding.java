package dev.peeps.finding;

import java.util.List;
import java.util.Objects;

/**
 * A verdict with evidence: what is stuck, why, how sure, where in the code. Ids are those of the
 * graph. Immutable.
 */
public final class Finding {
  private final FindingKind kind;
  private final Certainty certainty;
  private final String summary;
  private final List<String> tasks;
  private final List<String> chain;
  private final List<String> culprits;
  private final String site;
  private final String doubt;

  /**
   * @param summary one full sentence
   * @param tasks every task that is blocked by it, directly or through others; members first
   * @param chain ids in the order in which a person follows them round the circle or down to the
   *     cause: task, what it needs, who owes that, …
   * @param culprits whom to look at first
   * @param site the place in the code, as a stack trace element; empty when unknown
   * @param doubt why it is not proved; empty when it is
   */
  public Finding(
      FindingKind kind,
      Certainty certainty,
      String summary,
      List<String> tasks,
      List<String> chain,
      List<String> culprits,
      String site,
      String doubt) {
    this.kind = Objects.requireNonNull(kind);
    this.certainty = Objects.requireNonNull(certainty);
    this.summary = Objects.requireNonNull(summary);
    this.tasks = List.copyOf(tasks);
    this.chain = List.copyOf(chain);
    this.culprits = List.copyOf(culprits);
    this.site = Objects.requireNonNull(site);
    this.doubt = Objects.requireNonNull(doubt);
  }

  /** The same finding, judged differently. */
  public Finding with(Certainty newCertainty, String newDoubt) {
    return new Finding(kind, newCertainty, summary, tasks, chain, culprits, site, newDoubt);
  }

  public FindingKind kind() {
    return kind;
  }

  public Certainty certainty() {
    return certainty;
  }

  public String summary() {
    return summary;
  }

  /** The summary without the word of the kind that it may begin with. */
  public String sentence() {
    String word = kind.word() + ": ";
    return summary.startsWith(word) ? summary.substring(word.length()) : summary;
  }

  public List<String> tasks() {
    return tasks;
  }

  public List<String> chain() {
    return chain;
  }

  public List<String> culprits() {
    return culprits;
  }

  public String site() {
    return site;
  }

  public String doubt() {
    return doubt;
  }
}
