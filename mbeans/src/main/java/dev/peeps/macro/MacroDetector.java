package dev.peeps.macro;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Detector;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.finding.Inquiry;
import dev.peeps.finding.Site;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.layout.MacroHit;
import dev.peeps.layout.Macros;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what the {@code finding} blocks of layouts describe. Never more certain than likely. */
final class MacroDetector implements Detector {
  private final Macros macros;
  private volatile List<GraphNotice> notices = List.of();

  MacroDetector(Macros macros) {
    this.macros = macros;
  }

  @Override
  public FindingKind kind() {
    return FindingKind.CUSTOM;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    Graph graph = inquiry.graph();
    List<Finding> findings = new ArrayList<>();
    Blocked blocked = new Blocked(graph);
    Macros.Result result = macros.check(graph);
    for (MacroHit hit : result.hits()) {
      findings.add(finding(hit, blocked));
    }
    notices = result.notices();
    if (blocked.isCutShort()) {
      notices = new ArrayList<>(notices);
      notices.add(
          new GraphNotice(
              "",
              "rule-tasks",
              0,
              "Who waits behind the findings of rules was counted for "
                  + Blocked.BUDGET
                  + " edges and then left off: some of them block more tasks than is said."));
    }
    return findings;
  }

  @Override
  public List<GraphNotice> notices() {
    return notices;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "finding by a rule of a layout" : "findings by rules of layouts";
  }

  private static Finding finding(MacroHit hit, Blocked blocked) {
    List<Entity> members = new ArrayList<>(hit.culprits());
    members.addAll(hit.chain());
    String doubt = "the rule \"" + hit.name() + "\" of layout " + hit.layout() + " says so";
    return new Finding(
        FindingKind.CUSTOM,
        hit.likely() ? Certainty.LIKELY : Certainty.POSSIBLE,
        hit.name() + ": " + hit.message(),
        hit.tasks() == null ? blocked.behind(hit.chain()) : ids(hit.tasks()),
        ids(hit.chain()),
        ids(hit.culprits()),
        hit.site().isEmpty() ? Site.of(members) : hit.site(),
        hit.doubt().isEmpty() ? doubt : doubt + "; " + hit.doubt());
  }

  private static List<String> ids(List<Entity> entities) {
    Set<String> ids = new LinkedHashSet<>();
    for (Entity entity : entities) {
      ids.add(entity.id());
    }
    return new ArrayList<>(ids);
  }
}
