package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what nobody is left to give back: a lock whose owner has ended, read holds of threads that
 * are gone, a lock that a worker of a pool kept when it went back to wait for work. The first two
 * are dead ends of the graph; the third is taken for one, since only another task on that very
 * thread could unlock it. An executor that has no thread for what is queued in it is one as well.
 * Permits and latches that nobody explains are possible ({@link Unexplained}). Cost: see {@link
 * DeadlockDetector}; both look at the same stuck part of the graph, once more when there are idle
 * owners.
 */
final class AbandonedDetector implements Detector {
  private static final String ONE_CUT = "seen in one cut only";
  private static final String IN_MOTION =
      ONE_CUT + ", while a thread was in one of its methods and may just have taken or returned it";
  private static final String UNSTAFFED =
      "the next task that it is handed may start a thread, which would run these as well";
  private static final String IDLE =
      "the owner is alive and idle, and could unlock it in some later task";

  @Override
  public FindingKind kind() {
    return FindingKind.ABANDONED;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    List<Finding> findings = new ArrayList<>();
    if (inquiry.graph().edges().isEmpty()) {
      return findings;
    }
    InMotion motion = new InMotion(inquiry.graph());
    for (DeadEnd end : inquiry.knots().deadEnds()) {
      boolean moves = !SecondLook.isThread(end.end()) && motion.mayBe(end.end());
      boolean unstaffed = end.end().kind() == EntityKind.EXECUTOR;
      String doubt = moves ? IN_MOTION : unstaffed ? UNSTAFFED : ONE_CUT;
      Finding finding = finding(inquiry.graph(), end, doubt);
      findings.add(moves ? finding.with(Certainty.POSSIBLE, finding.doubt()) : finding);
    }
    BitSet idle = idleOwners(inquiry.graph());
    if (!idle.isEmpty()) {
      for (DeadEnd end : inquiry.knots(idle).deadEnds()) {
        if (idle.get(inquiry.graph().indexOf(end.end().id())) && !end.way().isEmpty()) {
          findings.add(finding(inquiry.graph(), end, IDLE));
        }
      }
    }
    Unexplained.find(inquiry, findings);
    findings.sort(new HeaviestFirst());
    return findings;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "thing that nobody will give back" : "things that nobody will give back";
  }

  /**
   * Workers that wait for work while somebody waits for a lock of theirs. Monitors are left out:
   * they cannot outlive the frame that has entered them.
   */
  private static BitSet idleOwners(Graph graph) {
    BitSet idle = new BitSet();
    for (int number = 0; number < graph.edges().size(); number++) {
      Edge edge = graph.edges().get(number);
      if (edge.kind() == EdgeKind.HELD_BY) {
        int owner = graph.toIndex(number);
        if (graph.idleAt(owner)
            && !graph.entityAt(graph.fromIndex(number)).type().startsWith("monitor of ")
            && worksFor(graph, graph.entityAt(owner))) {
          idle.set(owner);
        }
      }
    }
    return idle;
  }

  private static boolean worksFor(Graph graph, Entity owner) {
    for (Edge edge : graph.from(owner.id())) {
      if (edge.kind() == EdgeKind.RUNS_ON
          && graph.entity(edge.to()).kind() == EntityKind.EXECUTOR) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(Graph graph, DeadEnd end, String doubt) {
    List<Edge> way = end.way();
    boolean itself = SecondLook.isThread(end.end());
    Entity thing = itself && !way.isEmpty() ? graph.entity(last(way).from()) : end.end();
    Set<Entity> tasks = new LinkedHashSet<>(WayDown.tasks(graph, way));
    tasks.addAll(end.behind());
    tasks.remove(end.end());
    StringBuilder text = new StringBuilder("abandoned: ").append(Labels.of(thing));
    if (thing.kind() == EntityKind.EXECUTOR) {
      text.append(" does not run what is queued in it, since ");
      text.append(thing.attributes().get(WaitConditions.ABANDONED));
    } else if (!itself && thing.kind() == EntityKind.SEMAPHORE) {
      text.append(" has nothing to lend, since ");
      text.append(thing.attributes().get(WaitConditions.ABANDONED));
    } else if (!itself) {
      text.append(" is still held, though ");
      text.append(thing.attributes().get(WaitConditions.ABANDONED));
    } else {
      boolean held = way.isEmpty() || last(way).kind() == EdgeKind.HELD_BY;
      text.append(held ? " is still held by " : " was to be completed by ");
      text.append(Labels.of(end.end()));
      text.append(
          end.end().idle() ? ", which has gone back to wait for work" : ", which has ended");
    }
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
        way.isEmpty() ? List.of(thing.id()) : WayDown.chain(way),
        itself && !thing.equals(end.end())
            ? List.of(thing.id(), end.end().id())
            : List.of(thing.id()),
        Site.of(new ArrayList<>(tasks)),
        tasks.isEmpty() ? "whoever wants it next will wait for ever" : doubt);
  }

  private static Edge last(List<Edge> way) {
    return way.get(way.size() - 1);
  }
}
