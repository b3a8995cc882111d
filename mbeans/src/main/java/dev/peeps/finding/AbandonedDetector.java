package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what was held by a thread that has ended: nobody is left to give it back. A Thread object
 * without a stack and with the state of an ended thread is a dead end of the graph, and everything
 * that cannot go on without it is behind it. Cost: see {@link DeadlockDetector}; both look at the
 * same stuck part of the graph.
 */
final class AbandonedDetector implements Detector {
  @Override
  public FindingKind kind() {
    return FindingKind.ABANDONED;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    List<Finding> findings = new ArrayList<>();
    if (!inquiry.graph().edges().isEmpty()) {
      for (DeadEnd end : inquiry.knots().deadEnds()) {
        if (!end.way().isEmpty()) {
          findings.add(finding(inquiry.graph(), end));
        }
      }
    }
    findings.sort(new HeaviestFirst());
    return findings;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "thing that a dead thread holds" : "things that dead threads hold";
  }

  private static Finding finding(Graph graph, DeadEnd end) {
    Edge last = end.way().get(end.way().size() - 1);
    Entity thing = graph.entity(last.from());
    Set<Entity> tasks = new LinkedHashSet<>(WayDown.tasks(graph, end.way()));
    tasks.addAll(end.behind());
    tasks.remove(end.end());
    StringBuilder text = new StringBuilder("abandoned: ");
    text.append(Labels.of(thing)).append(" is still held by ").append(Labels.of(end.end()));
    text.append(", which has ended");
    if (tasks.isEmpty()) {
      text.append("; nobody waits for it yet");
    } else {
      text.append("; ").append(tasks.size());
      text.append(tasks.size() == 1 ? " task waits for it" : " tasks wait for it");
    }
    return new Finding(
        FindingKind.ABANDONED,
        tasks.isEmpty() ? Certainty.POSSIBLE : Certainty.LIKELY,
        text.toString(),
        KnotFindings.ids(tasks),
        WayDown.chain(end.way()),
        List.of(thing.id(), end.end().id()),
        Site.of(new ArrayList<>(tasks)),
        tasks.isEmpty() ? "whoever wants it next will wait for ever" : "seen in one cut only");
  }
}
