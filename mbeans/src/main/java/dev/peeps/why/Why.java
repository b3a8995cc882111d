package dev.peeps.why;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Why one entity waits: the way along the arrows from it to the root cause, step by step, and what
 * that is. Immutable.
 *
 * <p>Where several things are needed, the way goes to the one that will take longest to come, where
 * one of several is enough, to the one that comes first; see {@link Cause}. Timed waits are
 * followed as well, and are a matter of time. Of several such ways it is the shortest. Cost: linear
 * in the graph.
 */
public final class Why {
  private final List<Step> steps;
  private final int circleFrom;
  private final Cause cause;
  private final Finding finding;
  private final String sentence;

  private Why(List<Step> steps, int circleFrom, Cause cause, Finding finding, String sentence) {
    this.steps = Collections.unmodifiableList(steps);
    this.circleFrom = circleFrom;
    this.cause = cause;
    this.finding = finding;
    this.sentence = sentence;
  }

  /**
   * Follows the arrows.
   *
   * @param findings what is known to be stuck in this graph
   * @param start one of its entities
   */
  public static Why of(Graph graph, List<Finding> findings, Entity start) {
    Relation relation = Relation.of(graph);
    int first = graph.indexOf(start.id());
    Ranks ranks = new Ranks(graph, relation, findings, first);
    Way way = new Way(relation, ranks, graph.entities().size());
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(start, null));
    boolean timed = false;
    for (int link : way.links()) {
      Link one = relation.link(link);
      timed |= one.timed();
      steps.add(new Step(graph.entityAt(relation.to(link)), one));
    }
    int last = graph.indexOf(steps.get(steps.size() - 1).entity().id());
    Cause cause = way.circleFrom() >= 0 ? Cause.CIRCLE : ranks.of(last);
    Finding finding = finding(findings, steps, way.circleFrom());
    String sentence = Verdict.of(steps, way.circleFrom(), cause, timed);
    return new Why(steps, way.circleFrom(), cause, finding, sentence);
  }

  /**
   * The steps, the start first; one only when it does not wait. In a circle the last step is the
   * entity of {@link #circleFrom} again.
   */
  public List<Step> steps() {
    return steps;
  }

  /** Index of the step to which the last one comes back; -1 when the way has an end. */
  public int circleFrom() {
    return circleFrom;
  }

  /** What stands at the end. */
  public Cause cause() {
    return cause;
  }

  /** The finding that is about this way, that at its end before others; null when none is. */
  public Finding finding() {
    return finding;
  }

  /** What stands at the end, as a sentence without names escaped. */
  public String sentence() {
    return sentence;
  }

  private static Finding finding(List<Finding> findings, List<Step> steps, int circleFrom) {
    Set<String> end = new HashSet<>();
    Set<String> all = new HashSet<>();
    int from = circleFrom < 0 ? steps.size() - 1 : circleFrom;
    for (int step = 0; step < steps.size(); step++) {
      String id = steps.get(step).entity().id();
      all.add(id);
      if (step >= from) {
        end.add(id);
      }
    }
    Finding best = null;
    int bestScore = 0;
    for (Finding each : findings) {
      int score = score(each, end, all, steps.get(0).entity().id());
      if (score > bestScore) {
        best = each;
        bestScore = score;
      }
    }
    return best;
  }

  private static int score(Finding finding, Set<String> end, Set<String> all, String start) {
    if (!Collections.disjoint(finding.chain(), end)) {
      return 3;
    }
    if (!Collections.disjoint(finding.chain(), all)) {
      return 2;
    }
    return finding.tasks().contains(start) ? 1 : 0;
  }
}
