package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.BitSet;

/**
 * How sure it is that nobody empties a full channel: a channel goes on when one of those who know
 * it does, peers outside that have been silent for long ({@link Silence}) and what nobody alive can
 * bring never do. Linear in the edges of the graph, twice at most.
 */
final class Stalls {
  private final Graph graph;
  private final LostThings things;
  private final BitSet dead = new BitSet();
  private final BitSet peers = new BitSet();
  private final Knots sure;
  private Knots perhaps;

  Stalls(Inquiry inquiry) {
    this.graph = inquiry.graph();
    this.things = inquiry.things();
    for (int number = 0; number < graph.edges().size(); number++) {
      int target = graph.toIndex(number);
      if (graph.edges().get(number).kind() == EdgeKind.NEEDS
          && RemoteDetector.isOutside(graph.entityAt(target))) {
        peers.set(target);
        if (Silence.isLong(graph.entityAt(target))) {
          dead.set(target);
        }
      }
    }
    for (int node : things.numbers()) {
      if (things.at(node).reach.isLikelyLost() && !LostThings.isFull(graph.entityAt(node))) {
        dead.set(node);
      }
    }
    this.sure = new Knots(graph, dead, Hearsay.FULL_CHANNELS);
  }

  /** Null when somebody may well take from it. */
  Certainty of(int channel) {
    if (Bystanders.areAllWhoKnow(graph, graph.entityAt(channel))) {
      return Certainty.POSSIBLE;
    }
    if (sure.isStuck(channel)) {
      return Certainty.LIKELY;
    }
    if (perhaps == null) {
      BitSet more = (BitSet) dead.clone();
      more.or(peers);
      for (int node : things.numbers()) {
        Entity thing = graph.entityAt(node);
        if (!LostThings.isFull(thing) || !isKnown(node)) {
          more.set(node);
        } else {
          leaveOutBystanders(node, more);
        }
      }
      perhaps = new Knots(graph, more, Hearsay.FULL_CHANNELS);
    }
    return perhaps.isStuck(channel) ? Certainty.POSSIBLE : null;
  }

  private void leaveOutBystanders(int channel, BitSet dead) {
    Adjacency out = graph.out();
    for (int each = out.first(channel); each < out.end(channel); each++) {
      int task = graph.toIndex(out.target(each));
      if (graph.edges().get(out.target(each)).kind() == EdgeKind.KNOWN_TO
          && Bystanders.isOne(graph.entityAt(task))) {
        dead.set(task);
      }
    }
  }

  private boolean isKnown(int node) {
    Adjacency out = graph.out();
    for (int each = out.first(node); each < out.end(node); each++) {
      EdgeKind kind = graph.edges().get(out.target(each)).kind();
      if (kind == EdgeKind.KNOWN_TO || kind.isBlocking()) {
        return true;
      }
    }
    return false;
  }
}
