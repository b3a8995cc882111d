package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds empty channels whose consumers wait for ever because whoever could put something in is
 * stuck himself. To wait at an empty channel is what consumers do, so this is said only as a
 * consequence of a finding that stands without it: everybody who is known to have the channel at
 * hand is blocked by one, or waits for such consumers. Stages of a pipeline follow one from the
 * other.
 *
 * <p>{@link Certainty#LIKELY} where somebody waits for the consumer, or for one further down the
 * pipeline, since a channel does not record who fills it; else {@link Certainty#POSSIBLE}. Nothing
 * where a task that runs is known to reach the channel. Cost: linear in the edges, times the stages
 * of the longest pipeline that stands; nothing where nothing was found.
 */
final class EmptyChannels {
  private final Graph graph;
  private final Set<String> stuck = new HashSet<>();

  /** Who can go on when everybody who knows an empty channel may fill it. */
  private final Knots knots;

  /** By the number of the channel. */
  private final Map<Integer, Finding> found = new TreeMap<>();

  private EmptyChannels(Graph graph, Set<String> stuck) {
    this.graph = graph;
    this.stuck.addAll(stuck);
    BitSet dead = new BitSet();
    for (String task : stuck) {
      dead.set(graph.indexOf(task)); // why they are stuck is said by the findings
    }
    this.knots = new Knots(graph, dead, Hearsay.EMPTY_CHANNELS);
  }

  /**
   * What follows from these, in the order of the graph.
   *
   * @param findings of any certainty; nothing follows from what is only possible
   */
  static List<Finding> behind(Graph graph, List<Finding> findings) {
    if (findings.isEmpty() || !anyKnown(graph)) {
      return List.of();
    }
    Set<String> stuck = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.certainty() != Certainty.POSSIBLE) {
        stuck.addAll(finding.tasks());
      }
    }
    if (stuck.isEmpty()) {
      return List.of();
    }
    EmptyChannels channels = new EmptyChannels(graph, stuck);
    channels.search();
    return channels.judged();
  }

  static boolean isEmpty(Entity thing) {
    return thing.kind() == EntityKind.CHANNEL && thing.state().equals("empty");
  }

  private static boolean anyKnown(Graph graph) {
    for (Edge edge : graph.edges()) {
      if (edge.kind() == EdgeKind.KNOWN_TO && isEmpty(graph.entity(edge.from()))) {
        return true;
      }
    }
    return false;
  }

  private void search() {
    int before;
    do {
      before = found.size();
      for (int node = 0; node < graph.entities().size(); node++) {
        if (knots.isStuck(node) && isEmpty(graph.entityAt(node)) && !found.containsKey(node)) {
          Entity channel = graph.entityAt(node);
          List<Entity> consumers = consumers(channel);
          Set<String> tasks = behind(consumers);
          List<Entity> producers = producers(channel, tasks);
          if (!consumers.isEmpty() && !producers.isEmpty()) {
            Finding finding = finding(channel, consumers, producers, tasks);
            found.put(node, finding);
            stuck.addAll(finding.tasks());
          }
        }
      }
    } while (found.size() > before);
  }

  /** Those that wait at it without end and that nothing else was said of. */
  private List<Entity> consumers(Entity channel) {
    List<Entity> consumers = new ArrayList<>();
    for (Edge edge : graph.to(channel.id())) {
      Entity waiter = graph.entity(edge.from());
      if (edge.kind() == EdgeKind.NEEDS
          && !edge.timed()
          && !waiter.idle()
          && SecondLook.isThread(waiter)
          && !stuck.contains(waiter.id())) {
        consumers.add(waiter);
      }
    }
    return consumers;
  }

  /** Those who could fill it and of whom it is said why they do not, but for who waits for it. */
  private List<Entity> producers(Entity channel, Set<String> waiting) {
    List<Entity> producers = new ArrayList<>();
    for (Edge edge : graph.from(channel.id())) {
      if (edge.kind() == EdgeKind.KNOWN_TO
          && stuck.contains(edge.to())
          && !waiting.contains(edge.to())) {
        producers.add(graph.entity(edge.to()));
      }
    }
    return producers;
  }

  private Finding finding(
      Entity channel, List<Entity> consumers, List<Entity> producers, Set<String> tasks) {
    Entity producer = producers.get(0);
    Set<String> chain = new LinkedHashSet<>();
    chain.add(consumers.get(0).id());
    chain.add(channel.id());
    Edge wait = StalledDetector.waits(graph, producer);
    StringBuilder text = new StringBuilder("stalled: ");
    text.append(Labels.of(channel)).append(" is empty, and ");
    DeadlockSentence.wait(consumers, text);
    text.append(" for an item; ").append(Labels.of(producer)).append(", which could put one in, ");
    text.append(wait == null ? "is stuck itself" : "waits for ");
    text.append(wait == null ? "" : Labels.of(graph.entity(wait.to())));
    StalledDetector.follow(graph, producer, chain);
    List<String> culprits = new ArrayList<>(List.of(channel.id()));
    culprits.addAll(KnotFindings.ids(producers));
    return new Finding(
        FindingKind.STALLED,
        Certainty.POSSIBLE,
        text.toString(),
        new ArrayList<>(tasks),
        new ArrayList<>(chain),
        culprits,
        Site.of(producers),
        "nobody waits for whoever takes from it");
  }

  /** These, and all tasks that wait for them, directly or through others, and cannot go on. */
  private Set<String> behind(List<Entity> consumers) {
    Set<String> tasks = new LinkedHashSet<>(KnotFindings.ids(consumers));
    Set<String> seen = new HashSet<>(tasks);
    Deque<String> queue = new ArrayDeque<>(KnotFindings.ids(consumers));
    while (!queue.isEmpty()) {
      for (Edge edge : graph.to(queue.remove())) {
        Entity waiter = graph.entity(edge.from());
        if (edge.kind().isBlocking()
            && knots.isStuck(graph.indexOf(edge.from()))
            && seen.add(edge.from())) {
          queue.add(edge.from());
          if (waiter.kind().isTask()) {
            tasks.add(waiter.id());
          }
        }
      }
    }
    return tasks;
  }

  /** From the end of each pipeline up: who feeds somebody that is awaited is so himself. */
  private List<Finding> judged() {
    Set<String> awaited = new HashSet<>();
    int before;
    do {
      before = awaited.size();
      for (Finding finding : found.values()) {
        if (isAwaited(finding, awaited)) {
          awaited.addAll(finding.culprits());
        }
      }
    } while (awaited.size() > before);
    List<Finding> judged = new ArrayList<>();
    for (Finding finding : found.values()) {
      judged.add(
          isAwaited(finding, awaited)
              ? finding.with(Certainty.LIKELY, "concluded from who has a reference to it")
              : finding);
    }
    return judged;
  }

  private boolean isAwaited(Finding finding, Set<String> awaited) {
    for (Edge taken : graph.to(finding.culprits().get(0))) {
      if (taken.kind() != EdgeKind.NEEDS || !finding.tasks().contains(taken.from())) {
        continue;
      }
      if (awaited.contains(taken.from())) {
        return true;
      }
      for (Edge edge : graph.to(taken.from())) {
        if (isAwaiting(edge)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAwaiting(Edge edge) {
    return edge.kind().isBlocking() && !edge.timed() && LostOnPurpose.isAwaited(graph, edge);
  }
}
