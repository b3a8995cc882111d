package dev.peeps.why;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Components;
import java.util.Arrays;

/**
 * The shortest way from one entity over deciding links to an end: to somebody who waits for nothing
 * more, or once round a circle. Linear in what was reached.
 */
final class Way {
  private static final int NONE = -1;

  private final Relation relation;
  private final Ranks ranks;
  private final int[] nodes;
  private final int[] place;

  /** Deciding links between places, by the place where they start. */
  private int[] link = new int[64];

  private int links;
  private Adjacency out;
  private Components components;
  private int[] sizes;

  private int[] way = new int[0];
  private int circleFrom = NONE;

  Way(Relation relation, Ranks ranks, int allNodes) {
    this.relation = relation;
    this.ranks = ranks;
    this.nodes = ranks.reached();
    this.place = new int[allNodes];
    for (int each = 0; each < nodes.length; each++) {
      place[nodes[each]] = each;
    }
    collect();
    find();
  }

  /** Numbers of the links from the start to the end; empty when it does not wait. */
  int[] links() {
    return Arrays.copyOf(way, way.length);
  }

  /** Index of the step at which the circle begins to which the last link leads back; -1: none. */
  int circleFrom() {
    return circleFrom;
  }

  private void collect() {
    for (int node : nodes) {
      for (int each : ranks.deciding(node)) {
        if (links == link.length) {
          link = Arrays.copyOf(link, links * 2);
        }
        link[links++] = each;
      }
    }
    int[] from = new int[links];
    int[] to = new int[links];
    int[] number = new int[links];
    for (int each = 0; each < links; each++) {
      from[each] = place[relation.from(link[each])];
      to[each] = place[relation.to(link[each])];
      number[each] = each;
    }
    out = Adjacency.of(nodes.length, from, number, links);
    components = Components.of(Adjacency.of(nodes.length, from, to, links));
    sizes = new int[components.count()];
    for (int each = 0; each < nodes.length; each++) {
      sizes[components.of(each)]++;
    }
  }

  private void find() {
    int[] arrival = arrivals();
    int[] queue = new int[nodes.length];
    int queued = 1;
    int onCircle = NONE;
    for (int head = 0; head < queued; head++) {
      int at = queue[head];
      if (out.first(at) == out.end(at)) {
        way = back(arrival, 0, at);
        return;
      }
      onCircle = onCircle == NONE && isOnCircle(at) ? at : onCircle;
      queued = spread(at, queue, queued, arrival, NONE);
    }
    // Only where there is no end: somebody may lean on another who leans on him, and both on an
    // end.
    int[] toCircle = back(arrival, 0, onCircle);
    circleFrom = toCircle.length;
    way = join(toCircle, circle(onCircle));
  }

  private int[] arrivals() {
    int[] arrival = new int[nodes.length];
    Arrays.fill(arrival, NONE);
    return arrival;
  }

  /**
   * Adds who is reached from here for the first time.
   *
   * @param within component that is not to be left; -1 for none
   */
  private int spread(int at, int[] queue, int size, int[] arrival, int within) {
    int queued = size;
    for (int each = out.first(at); each < out.end(at); each++) {
      int number = out.target(each);
      int next = place[relation.to(link[number])];
      boolean inside = within == NONE || components.of(next) == within;
      if (next != queue[0] && arrival[next] == NONE && inside) {
        arrival[next] = number;
        queue[queued++] = next;
      }
    }
    return queued;
  }

  private boolean isOnCircle(int at) {
    return sizes[components.of(at)] > 1 || closing(at, at) != NONE;
  }

  /** The link from one place to another; -1 when there is none. */
  private int closing(int from, int to) {
    for (int each = out.first(from); each < out.end(from); each++) {
      if (place[relation.to(link[out.target(each)])] == to) {
        return out.target(each);
      }
    }
    return NONE;
  }

  /** Links of the shortest way from here back to here. */
  private int[] circle(int start) {
    int[] arrival = arrivals();
    int[] queue = new int[nodes.length];
    queue[0] = start;
    int queued = 1;
    for (int head = 0; head < queued; head++) {
      int last = closing(queue[head], start);
      if (last != NONE) {
        return join(back(arrival, start, queue[head]), new int[] {link[last]});
      }
      queued = spread(queue[head], queue, queued, arrival, components.of(start));
    }
    throw new AssertionError("no way back within a strongly connected component");
  }

  private int[] back(int[] arrival, int start, int end) {
    int length = 0;
    for (int at = end; at != start; at = before(arrival[at])) {
      length++;
    }
    int[] steps = new int[length];
    for (int at = end; at != start; at = before(arrival[at])) {
      steps[--length] = link[arrival[at]];
    }
    return steps;
  }

  private int before(int number) {
    return place[relation.from(link[number])];
  }

  private static int[] join(int[] to, int[] circle) {
    int[] joined = Arrays.copyOf(to, to.length + circle.length);
    System.arraycopy(circle, 0, joined, to.length, circle.length);
    return joined;
  }
}
