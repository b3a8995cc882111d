package dev.peeps.registry;

import dev.peeps.finding.Finding;
import java.util.List;

/** A finding in open types. */
public final class FindingData {
  private final Finding finding;

  FindingData(Finding finding) {
    this.finding = finding;
  }

  /** {@code deadlock}, … */
  public String getKind() {
    return finding.kind().word();
  }

  /** {@code proved}, {@code likely} or {@code possible}. */
  public String getCertainty() {
    return finding.certainty().word();
  }

  /** One sentence. */
  public String getSummary() {
    return finding.summary();
  }

  /** Why it is not proved; empty when it is. */
  public String getDoubt() {
    return finding.doubt();
  }

  /** Ids of all tasks that are stuck by it, its members first. */
  public List<String> getTasks() {
    return finding.tasks();
  }

  /** Ids round the circle. */
  public List<String> getChain() {
    return finding.chain();
  }

  /** Ids of those to look at first. */
  public List<String> getCulprits() {
    return finding.culprits();
  }

  /** Place in the code; empty when unknown. */
  public String getSite() {
    return finding.site();
  }
}
