package dev.peeps.finding;

import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The detectors that look at a graph, and what they find. Immutable. */
public final class Findings {
  private final List<Detector> detectors;

  /**
   * @param detectors in the order in which equal findings are reported
   */
  public Findings(List<Detector> detectors) {
    this.detectors = List.copyOf(detectors);
  }

  /** All detectors that come with peeps. */
  public static Findings standard() {
    return new Findings(
        List.of(
            new DeadlockDetector(),
            new StarvationDetector(),
            new SelfDetector(),
            new AbandonedDetector(),
            new StalledDetector(),
            new RemoteDetector(),
            new LostDetector()));
  }

  public List<Detector> detectors() {
    return detectors;
  }

  /**
   * What all detectors find, the one that blocks most tasks first, with its consequences counted,
   * among equals the surest, and what is only possible last, unless a surer one explains it; empty
   * when nothing is wrong as far as was seen. Linear in the graph, see the detectors.
   */
  public List<Finding> find(Graph graph) {
    List<Finding> findings = new ArrayList<>();
    Inquiry inquiry = new Inquiry(graph);
    for (Detector detector : detectors) {
      findings.addAll(detector.check(inquiry));
    }
    findings.addAll(LimitedWaits.possible(inquiry));
    findings.addAll(EmptyChannels.behind(graph, findings));
    findings.sort(new HeaviestFirst());
    return Collections.unmodifiableList(Onward.causesFirst(Blame.withoutEchoes(findings)));
  }

  /** What the detectors left out when they last looked, for the picture; empty when nothing. */
  public List<GraphNotice> notices() {
    List<GraphNotice> notices = new ArrayList<>();
    for (Detector detector : detectors) {
      notices.addAll(detector.notices());
    }
    return notices;
  }

  /**
   * How many of each kind, as a fragment: {@code "2 deadlocks, 1 starved executor"}; {@code ""}
   * when there is none. Those of rules in layouts come last, under one name.
   */
  public static String counts(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    long told = 0;
    for (Detector detector : standard().detectors) {
      long count = 0;
      for (Finding finding : findings) {
        count += finding.kind() == detector.kind() ? 1 : 0;
      }
      if (count > 0) {
        text.append(text.length() == 0 ? "" : ", ");
        text.append(count).append(' ').append(detector.fragment(count));
      }
      told += count;
    }
    long others = findings.size() - told;
    if (others > 0) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(others).append(others == 1 ? " finding of a layout" : " findings of layouts");
    }
    return text.toString();
  }
}
