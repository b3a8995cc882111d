package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds deadlocks: sets of tasks of which each needs what only the others can give, with all-of and
 * any-of waits (knots, not just circles), whatever the tasks and resources are.
 *
 * <p>One finding per knot. What is unknown never makes a deadlock: who may hold a semaphore's
 * permits or complete a future by hand is not recorded, and counts as somebody who will. Timed
 * waits and idle tasks count as going on. Cost: linear in the edges of the graph, plus a traversal
 * of what waits behind each deadlock.
 */
final class DeadlockDetector implements Detector {
  private static final String ONE_CUT = "seen in one cut only";
  private static final int REASONS = 3;

  @Override
  public FindingKind kind() {
    return FindingKind.DEADLOCK;
  }

  @Override
  public List<Finding> check(Graph graph) {
    if (graph.edges().isEmpty()) {
      return List.of();
    }
    Knots knots = new Knots(graph);
    List<Finding> findings = new ArrayList<>();
    for (Knot knot : knots.all()) {
      findings.add(finding(graph, knots, knot));
    }
    findings.sort(new HeaviestFirst());
    return findings;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "deadlock" : "deadlocks";
  }

  private static Finding finding(Graph graph, Knots knots, Knot knot) {
    List<String> chain = new ArrayList<>();
    List<Entity> members = new ArrayList<>(knot.tasks().size());
    for (Edge edge : knot.circle()) {
      Entity entity = graph.entity(edge.from());
      chain.add(entity.id());
      if (entity.kind().isTask()) {
        members.add(entity);
      }
    }
    Set<Entity> onCircle = new HashSet<>(members);
    for (Entity task : knot.tasks()) {
      if (!onCircle.contains(task)) {
        members.add(task);
      }
    }
    List<String> tasks = new ArrayList<>(members.size() + knot.behind().size());
    addIds(members, tasks);
    addIds(knot.behind(), tasks);
    List<String> culprits = new ArrayList<>();
    addIds(knot.tasks(), culprits);
    return new Finding(
        FindingKind.DEADLOCK,
        Certainty.LIKELY,
        DeadlockSentence.of(graph, knot),
        tasks,
        chain,
        culprits,
        Site.of(members),
        knots.exact(knot) ? ONE_CUT : ONE_CUT + "; " + inferred(graph, knot));
  }

  private static void addIds(List<Entity> entities, List<String> ids) {
    for (Entity entity : entities) {
      ids.add(entity.id());
    }
  }

  /** Says which relations of the knot are concluded and not seen, and how. */
  static String inferred(Graph graph, Knot knot) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Edge edge : knot.edges()) {
      if (edge.evidence() != Evidence.INFERRED || ++count > REASONS) {
        continue;
      }
      text.append(text.length() == 0 ? "inferred: " : ", ");
      relation(graph, edge, text);
      if (!edge.reason().isEmpty()) {
        text.append(" (").append(edge.reason()).append(')');
      }
    }
    if (count > REASONS) {
      text.append(" and ").append(count - REASONS).append(" more");
    }
    return text.toString();
  }

  /** An edge as a clause: {@code ReentrantLock@1c is held by "auditor"}. */
  static void relation(Graph graph, Edge edge, StringBuilder text) {
    text.append(Labels.of(graph.entity(edge.from())));
    text.append(edge.kind() == EdgeKind.NEEDS ? " " : " is ");
    text.append(edge.kind().word().replace('_', ' ')).append(' ');
    text.append(Labels.of(graph.entity(edge.to())));
  }
}
