package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds waits for a peer: sockets, requests and whatever a layout calls {@code outside} are taken
 * for dead ends, and what hangs behind them is counted. One finding for each peer, by its address.
 *
 * <p>Likely when other tasks hang behind the one that waits: those who merely wait for a thread to
 * end or for an executor to terminate do not count, since they may well do so for ever on purpose,
 * nor does who waits for room in a queue, unless the peer is known to be silent for long. Nor does
 * anybody behind a peer that was asked a moment ago and has answered before: it may be slow. With
 * nobody behind it is a client between two requests for all that can be told, and only possible.
 * Never proved: the peer may answer yet.
 *
 * <p>Cost: linear in the edges of the graph, when anything waits for a peer at all.
 */
final class RemoteDetector implements Detector {
  static final String DOUBT = "the peer may still answer";

  @Override
  public FindingKind kind() {
    return FindingKind.REMOTE;
  }

  @Override
  public List<Finding> check(Inquiry inquiry) {
    Graph graph = inquiry.graph();
    BitSet peers = peers(graph);
    if (peers.isEmpty()) {
      return List.of();
    }
    Map<String, List<DeadEnd>> byPeer = new LinkedHashMap<>();
    for (DeadEnd end : inquiry.knots(peers).deadEnds()) {
      if (peers.get(graph.indexOf(end.end().id()))
          && !end.way().isEmpty()
          && !(hasNoPeer(end.end()) && isOneOfSeveral(graph, end.end()))
          && Receivers.isAsked(graph, end.end())) {
        String peer = end.end().process() + " " + address(end.end());
        byPeer.computeIfAbsent(peer, any -> new ArrayList<>()).add(end);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (List<DeadEnd> ends : byPeer.values()) {
      findings.add(finding(graph, ends));
    }
    findings.sort(new HeaviestFirst());
    return findings;
  }

  @Override
  public String fragment(long count) {
    return count == 1 ? "wait for a peer" : "waits for peers";
  }

  /**
   * What is outside the process and waited for by a task that is not idle, and threads that have to
   * receive from there what others wait for.
   */
  private static BitSet peers(Graph graph) {
    BitSet peers = new BitSet();
    BitSet outside = new BitSet();
    for (int node = 0; node < graph.entities().size(); node++) {
      outside.set(node, isOutside(graph.entityAt(node)));
    }
    for (int number = 0; !outside.isEmpty() && number < graph.edges().size(); number++) {
      int target = graph.toIndex(number);
      EdgeKind kind = graph.edges().get(number).kind();
      if ((kind == EdgeKind.NEEDS || kind == EdgeKind.PROVIDED_BY)
          && outside.get(target)
          && !graph.idleAt(graph.fromIndex(number))) {
        peers.set(target);
      }
    }
    return peers;
  }

  static boolean isOutside(Entity entity) {
    return entity.kind() == EntityKind.SOCKET
        || entity.kind() == EntityKind.REQUEST
        || Boolean.TRUE.equals(entity.attributes().get("outside"));
  }

  /** True for a thread that waits for events of no connection. */
  private static boolean hasNoPeer(Entity end) {
    return Long.valueOf(0).equals(end.attributes().get("connections"));
  }

  /** True when for all that it may have to bring there is another thread that has connections. */
  private static boolean isOneOfSeveral(Graph graph, Entity end) {
    for (Edge edge : graph.to(end.id())) {
      boolean another = false;
      for (Edge other : graph.from(edge.from())) {
        another |= Receivers.isReceived(other) && !hasNoPeer(graph.entity(other.to()));
      }
      if (Receivers.isReceived(edge) && !another) {
        return false;
      }
    }
    return true;
  }

  private static String address(Entity peer) {
    if (hasNoPeer(peer)) {
      return "a peer, though it has no connection to any";
    }
    Object remote = peer.attributes().get("remote");
    return remote != null
        ? remote.toString()
        : Receivers.isOne(peer) ? "one of its peers" : Labels.of(peer);
  }

  private static Finding finding(Graph graph, List<DeadEnd> ends) {
    Set<Entity> direct = new LinkedHashSet<>();
    Set<Entity> tasks = new LinkedHashSet<>();
    DeadEnd heaviest = ends.get(0);
    boolean counted = true;
    Receivers receivers = new Receivers(graph);
    for (DeadEnd end : ends) {
      heaviest = end.behind().size() > heaviest.behind().size() ? end : heaviest;
      counted &= end.counted();
      for (Edge edge : graph.to(end.end().id())) {
        Entity waiter = graph.entity(edge.from());
        if (edge.kind() == EdgeKind.NEEDS && !edge.timed() && !waiter.idle()) {
          direct.add(waiter);
        }
      }
      if (Receivers.isOne(end.end())) {
        receivers.askers(end.end(), direct);
      }
    }
    tasks.addAll(direct);
    for (DeadEnd end : ends) {
      tasks.addAll(end.behind());
    }
    List<Edge> way = heaviest.way();
    Edge last = way.get(way.size() - 1);
    Set<Entity> askers = new LinkedHashSet<>(direct);
    for (Entity reader : direct) {
      receivers.askers(reader, askers);
    }
    boolean silent = false;
    boolean limited = false;
    Set<Entity> behindSilent = new LinkedHashSet<>();
    for (DeadEnd end : ends) {
      silent |= Silence.isLong(end.end());
      limited |= Silence.mayPass(end.end());
      if (!Silence.mayBeSlow(end.end()) && !Silence.mayPass(end.end())) {
        behindSilent.addAll(end.behind());
      }
    }
    HangingOn hanging = new HangingOn(graph);
    boolean some = hanging.any(others(tasks, askers, receivers), silent);
    boolean others = some && hanging.any(others(behindSilent, askers, receivers), silent);
    boolean timed = !silent && mayEnd(graph, way);
    List<String> culprits = KnotFindings.ids(direct);
    for (DeadEnd end : ends) {
      culprits.add(end.end().id());
    }
    return new Finding(
        FindingKind.REMOTE,
        others && !timed ? Certainty.LIKELY : Certainty.POSSIBLE,
        sentence(graph, last, direct, behind(tasks, direct), counted),
        KnotFindings.ids(tasks),
        WayDown.chain(way),
        culprits,
        Site.of(List.of(waiter(graph, last, direct))),
        timed
            ? "a thread that waits for time to pass can get at it, too: a limit may end the wait"
            : others
                ? DOUBT
                : some && limited
                    ? "reads from it have a limit, which may end the wait"
                    : some
                        ? "it was asked a moment ago, and has answered before or is given a limit: it may"
                            + " only be slow"
                        : "nobody waits behind it, or only for room, as when a connection is idle or"
                            + " slow");
  }

  /**
   * Those behind who neither ask the peer themselves nor stand between who asks and who receives.
   */
  private static List<Entity> others(Set<Entity> tasks, Set<Entity> askers, Receivers receivers) {
    List<Entity> others = new ArrayList<>();
    for (Entity task : tasks) {
      if (!askers.contains(task) && !receivers.isBetween(task)) {
        others.add(task);
      }
    }
    return others;
  }

  /** True when what has to be received is also within reach of a timer. */
  private static boolean mayEnd(Graph graph, List<Edge> way) {
    for (Edge edge : way) {
      if (Boolean.TRUE.equals(graph.entity(edge.from()).attributes().get("timerLeads"))) {
        return true;
      }
    }
    return false;
  }

  /** How many tasks wait behind these; futures on the way to them are their own business. */
  private static int behind(Set<Entity> tasks, Set<Entity> direct) {
    int behind = 0;
    for (Entity task : tasks) {
      behind += direct.contains(task) || Receivers.isOne(task) ? 0 : 1;
    }
    return behind;
  }

  /** Who waits for the peer itself, or for what somebody has to receive from there. */
  private static Entity waiter(Graph graph, Edge last, Set<Entity> direct) {
    Entity from = graph.entity(last.from());
    return direct.isEmpty() || direct.contains(from) ? from : direct.iterator().next();
  }

  private static String sentence(
      Graph graph, Edge last, Set<Entity> direct, int behind, boolean counted) {
    Entity peer = graph.entity(last.to());
    Entity waiter = waiter(graph, last, direct);
    StringBuilder text = new StringBuilder("remote: ").append(Labels.of(waiter));
    if (direct.size() > 1) {
      text.append(" and ")
          .append(direct.size() - 1)
          .append(direct.size() == 2 ? " other" : " others");
    }
    String reason = last.reason().isEmpty() ? "waits for the peer" : last.reason();
    if (Receivers.isOne(peer)) {
      reason = "waits for what " + Labels.of(peer) + " has to receive of";
    }
    String who = address(peer) + PeerWords.of(peer.attributes());
    text.append(' ').append(named(direct.size() > 1 ? plural(reason) : reason, who));
    DeadlockSentence.behind(behind, counted, text);
    return text.toString();
  }

  /** A reason that leaves a place for the peer's name gets it there, others behind a comma. */
  private static String named(String reason, String peer) {
    if (reason.endsWith(" receive of")) {
      return reason.substring(0, reason.length() - 2) + "from " + peer;
    }
    if (reason.endsWith(" of")) {
      return reason + " " + peer;
    }
    int it = reason.indexOf(" it ");
    return it < 0
        ? reason + ", " + peer
        : reason.substring(0, it + 1) + peer + reason.substring(it + " it".length());
  }

  /** "waits for data" of one is "wait for data" of several. */
  private static String plural(String reason) {
    return reason.startsWith("waits ") ? "wait " + reason.substring(6) : reason;
  }
}
