package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds full channels whose producers wait for room while nobody empties them. A queue does not
 * record who takes from it; whoever has a reference to it and does not wait for room himself may.
 *
 * <ul>
 *   <li>All of them wait, and whatever they wait for waits in turn, down to what does not end by
 *       itself: likely, and the chain goes on through the first of them.
 *   <li>The same, but nobody is known to bring what is at the end: possible.
 *   <li>One of them runs, is idle or waits for a time, or for somebody who does: no finding, the
 *       pipeline is slow.
 *   <li>Nobody else was seen with it, or only {@link Bystanders}: possible, since he may have it
 *       from a static field.
 * </ul>
 *
 * <p>A consumer that waits at an empty channel is no finding of its own; that is what consumers do
 * ({@link EmptyChannels}). Where stages wait for each other's room it is a deadlock. Cost: linear
 * in the edges of the graph, when anybody waits for room at all.
 */
final class StalledDetector implements Detector {
  /** Links of the chain below the consumer. */
  private static final int DEEP = 20;

  @Override
  public FindingKind kind() {
    return FindingKind.STALLED;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    Graph graph = inquiry.graph();
    BitSet full = full(graph);
    List<Finding> findings = new ArrayList<>();
    if (full.isEmpty()) {
      return findings;
    }
    Stalls stalls = new Stalls(inquiry);
    for (DeadEnd end : inquiry.knots(full).deadEnds()) {
      int node = graph.indexOf(end.end().id());
      if (full.get(node) && !end.way().isEmpty() && !isInKnot(inquiry, end.end().id())) {
        Certainty certainty = stalls.of(node);
        if (certainty != null) {
          findings.add(finding(graph, end, certainty));
        }
      }
    }
    findings.sort(new HeaviestFirst());
    return findings;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "stalled channel" : "stalled channels";
  }

  /** Full channels that somebody waits for without end. */
  private static BitSet full(Graph graph) {
    BitSet full = new BitSet();
    for (int node = 0; node < graph.entities().size(); node++) {
      if (graph.kindAt(node) == EntityKind.CHANNEL
          && LostThings.isFull(graph.entityAt(node))
          && isWaitedFor(graph, node)) {
        full.set(node);
      }
    }
    return full;
  }

  private static boolean isWaitedFor(Graph graph, int node) {
    Adjacency in = graph.in();
    for (int each = in.first(node); each < in.end(node); each++) {
      Edge edge = graph.edges().get(in.target(each));
      if (edge.kind() == EdgeKind.NEEDS
          && !edge.timed()
          && !graph.idleAt(graph.fromIndex(in.target(each)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInKnot(Inquiry inquiry, String id) {
    return inquiry.knots().with(id) != null || inquiry.hearsay().with(id) != null;
  }

  /** Who may take from it, but for bystanders. */
  private static List<Entity> takers(Graph graph, Entity channel) {
    List<Entity> takers = new ArrayList<>();
    for (Edge edge : graph.from(channel.id())) {
      boolean blocking = edge.kind().isBlocking();
      Entity taker = graph.entity(edge.to());
      if (blocking && taker.kind() == EntityKind.EXECUTOR) {
        takers.addAll(workers(graph, taker));
      } else if (blocking || (edge.kind() == EdgeKind.KNOWN_TO && !Bystanders.isOne(taker))) {
        takers.add(taker);
      }
    }
    return takers;
  }

  /** Those among which an executor chooses; itself when none is known. */
  private static List<Entity> workers(Graph graph, Entity executor) {
    List<Entity> workers = new ArrayList<>();
    for (Edge edge : graph.from(executor.id())) {
      if (edge.kind() == EdgeKind.PROVIDED_BY) {
        workers.add(graph.entity(edge.to()));
      }
    }
    return workers.isEmpty() ? List.of(executor) : workers;
  }

  /** What it waits for without end; null for nothing. */
  static Edge waits(Graph graph, Entity task) {
    Adjacency out = graph.out();
    int index = graph.indexOf(task.id());
    for (int each = out.first(index); each < out.end(index); each++) {
      Edge edge = graph.edges().get(out.target(each));
      if (edge.kind().isBlocking() && !edge.timed()) {
        return edge;
      }
    }
    return null;
  }

  private static Finding finding(Graph graph, DeadEnd end, Certainty certainty) {
    Entity channel = end.end();
    List<Entity> takers = takers(graph, channel);
    List<String> chain = new ArrayList<>(WayDown.chain(end.way()));
    Set<Entity> tasks = new LinkedHashSet<>(WayDown.tasks(graph, end.way()));
    tasks.addAll(end.behind());
    List<Entity> producers = producers(graph, channel);
    StringBuilder text = new StringBuilder("stalled: ");
    text.append(Labels.of(channel)).append(" is full, and ");
    DeadlockSentence.wait(producers, text);
    text.append(" for room; ");
    List<String> culprits = new ArrayList<>(List.of(channel.id()));
    if (takers.isEmpty()) {
      text.append("nobody was seen who takes from it");
    } else {
      Entity taker = takers.get(0);
      Edge wait = waits(graph, taker);
      text.append(Labels.of(taker)).append(", which could take from it, ");
      text.append(wait == null ? lastSeen(taker) : "waits for ");
      text.append(wait == null ? "" : Labels.of(graph.entity(wait.to())));
      culprits.addAll(KnotFindings.ids(takers));
      for (Edge edge : graph.from(channel.id())) {
        if (edge.kind().isBlocking() && !edge.to().equals(taker.id())) {
          chain.add(edge.to()); // the executor that it is a worker of
          break;
        }
      }
      follow(graph, taker, chain);
    }
    DeadlockSentence.behind(tasks.size() - producers.size(), end.counted(), text);
    return new Finding(
        FindingKind.STALLED,
        certainty,
        text.toString(),
        KnotFindings.ids(tasks),
        chain,
        culprits,
        Site.of(takers.isEmpty() ? producers : takers),
        takers.isEmpty()
            ? "whoever takes from it may have it from where nobody looked"
            : certainty == Certainty.LIKELY
                ? "concluded from who has a reference to it"
                : "what they wait for may come yet: nothing says that it will not");
  }

  /** Of a taker that waits for nothing that is known. */
  private static String lastSeen(Entity taker) {
    if (taker.state().equals(Thread.State.TERMINATED.name())) {
      return "has ended";
    }
    return taker.idle() ? "waits for work" : "is not known to take anything";
  }

  private static List<Entity> producers(Graph graph, Entity channel) {
    List<Entity> producers = new ArrayList<>();
    for (Edge edge : graph.to(channel.id())) {
      Entity waiter = graph.entity(edge.from());
      if (edge.kind() == EdgeKind.NEEDS && !edge.timed() && !waiter.idle()) {
        producers.add(waiter);
      }
    }
    return producers;
  }

  /** The chain from the one who could take down to the end of what it waits for. */
  static void follow(Graph graph, Entity taker, Collection<String> chain) {
    Set<String> seen = new HashSet<>(chain);
    Entity here = taker;
    for (int depth = 0; depth < DEEP && seen.add(here.id()); depth++) {
      chain.add(here.id());
      Edge wait = waits(graph, here);
      if (wait == null) {
        return;
      }
      here = graph.entity(wait.to());
    }
  }
}
