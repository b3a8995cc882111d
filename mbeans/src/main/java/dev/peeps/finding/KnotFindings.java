package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes findings of knots. The kind is a matter of what the knot is made of: with an executor in it
 * is starvation, one thread that waits for its own work is {@code self}, all else a deadlock.
 */
final class KnotFindings {
  private static final String ONE_CUT = "seen in one cut only";
  private static final int REASONS = 3;

  private KnotFindings() {}

  /** All findings of this kind, heaviest first. */
  static List<Finding> of(Inquiry inquiry, FindingKind kind) {
    if (inquiry.graph().edges().isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Knot knot : inquiry.knots().all()) {
      if (kindOf(inquiry.graph(), knot) == kind) {
        findings.add(finding(inquiry.graph(), inquiry.knots(), knot, kind));
      }
    }
    Knots hearsay = inquiry.hearsay();
    for (Knot knot : hearsay == inquiry.knots() ? List.<Knot>of() : hearsay.all()) {
      // That a thread knows what it waits for itself says nothing.
      if (kind != FindingKind.SELF
          && kindOf(inquiry.graph(), knot) == kind
          && isNews(inquiry.knots(), knot)) {
        Finding finding = finding(inquiry.graph(), hearsay, knot, kind);
        findings.add(
            finding.with(
                isBackPressure(inquiry.graph(), knot) ? Certainty.LIKELY : Certainty.POSSIBLE,
                finding.doubt() + "; somebody may know of it who was not seen"));
      }
    }
    findings.sort(new HeaviestFirst());
    return findings;
  }

  /** False when the knot, or a part of it, is stuck also without hearsay. */
  private static boolean isNews(Knots known, Knot knot) {
    for (int node : knot.nodes()) {
      if (known.isStuck(node)) {
        return false;
      }
    }
    return true;
  }

  /**
   * True for stages that wait for room in each other's queues, processes before a full pipe and
   * locks that are held, and for nothing else: who takes from a full queue has it at hand, which
   * cannot be said of who answers a request or notifies.
   */
  private static boolean isBackPressure(Graph graph, Knot knot) {
    for (int node : knot.nodes()) {
      Entity entity = graph.entityAt(node);
      if (!LostThings.isFull(entity)
          && !SecondLook.isThread(entity)
          && !isProcess(entity)
          && entity.kind() != EntityKind.LOCK) {
        return false;
      }
    }
    for (int number : knot.numbers()) {
      Edge edge = graph.edges().get(number);
      if (edge.kind() == EdgeKind.KNOWN_TO && !LostThings.isFull(graph.entity(edge.from()))) {
        return false;
      }
    }
    return true;
  }

  /** True for the kinds that are knots. */
  static boolean isKnot(FindingKind kind) {
    return kind == FindingKind.DEADLOCK
        || kind == FindingKind.STARVATION
        || kind == FindingKind.SELF;
  }

  private static FindingKind kindOf(Graph graph, Knot knot) {
    boolean executor = false;
    boolean lock = false;
    int threads = 0;
    for (int node : knot.nodes()) {
      EntityKind kind = graph.kindAt(node);
      threads += isProcess(graph.entityAt(node)) ? 1 : 0;
      executor |= kind == EntityKind.EXECUTOR;
      lock |= kind == EntityKind.LOCK || kind == EntityKind.SEMAPHORE || kind == EntityKind.POOL;
      threads += kind.isThread() ? 1 : 0;
    }
    if (threads == 1 && !lock && (!executor || hasLoop(graph, knot))) {
      return FindingKind.SELF;
    }
    return executor ? FindingKind.STARVATION : FindingKind.DEADLOCK;
  }

  /** True for another process, which waits as a thread does. */
  private static boolean isProcess(Entity entity) {
    return entity.kind() == EntityKind.CUSTOM && entity.attributes().containsKey("pid");
  }

  private static boolean hasLoop(Graph graph, Knot knot) {
    for (int node : knot.nodes()) {
      if (LoopSentence.isLoop(graph.entityAt(node))) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(Graph graph, Knot knot, FindingKind kind) {
    String loop = kind == FindingKind.SELF ? LoopSentence.of(graph, knot) : null;
    if (loop != null) {
      return loop;
    }
    return kind == FindingKind.STARVATION
        ? StarvationSentence.of(graph, knot)
        : DeadlockSentence.of(graph, knot, kind.word() + ": ");
  }

  private static Finding finding(Graph graph, Knots knots, Knot knot, FindingKind kind) {
    List<String> chain = new ArrayList<>();
    Set<Entity> round = new LinkedHashSet<>();
    List<String> culprits = new ArrayList<>();
    for (Edge edge : knot.circle()) {
      Entity entity = graph.entity(edge.from());
      chain.add(entity.id());
      if (entity.kind().isTask()) {
        round.add(entity);
      }
    }
    for (int node : knot.nodes()) {
      if (graph.kindAt(node) == EntityKind.EXECUTOR) {
        culprits.add(graph.entityAt(node).id());
      }
    }
    List<Entity> members = new ArrayList<>(round);
    for (Entity task : knot.tasks()) {
      if (!round.contains(task)) { // the round is short where there are many tasks
        members.add(task);
      }
    }
    // What is behind a knot is not part of it.
    List<String> tasks = ids(members);
    tasks.addAll(ids(knot.behind()));
    culprits.addAll(ids(knot.tasks()));
    return new Finding(
        kind,
        Certainty.LIKELY,
        sentence(graph, knot, kind),
        tasks,
        chain,
        culprits,
        Site.of(members),
        knots.exact(knot) ? ONE_CUT : ONE_CUT + "; " + inferred(graph, knot.edges()));
  }

  static List<String> ids(Iterable<Entity> entities) {
    List<String> ids = new ArrayList<>();
    for (Entity entity : entities) {
      ids.add(entity.id());
    }
    return ids;
  }

  /** Says which of these relations are concluded and not seen, and how; empty when none is. */
  static String inferred(Graph graph, List<Edge> edges) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Edge edge : edges) {
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
