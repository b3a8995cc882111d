package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Components;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The knots that cause what is stuck: sets of entities, each of which leads to all others of its
 * set, that stay stuck by themselves, whatever becomes of everything outside. (Probes that come
 * back to their sender find the same, K. M. Chandy, J. Misra, L. M. Haas, Distributed Deadlock
 * Detection, ACM TOCS 1, 1983; with the whole graph at hand, components do it in one pass.)
 *
 * <p>A component at the end of all waits always is a core. One with waits that lead on is a core
 * too when it would stay stuck without those: two circles, one of which also waits for the other,
 * are two deadlocks, since undoing the last does not undo the first. Where a component owes a part
 * of itself to the others, that part is left out and the rest is searched again.
 *
 * <p>Linear in edges, times the depth to which components fall apart again, which is at most
 * {@value #DEPTH}; deeper than that only the ends of all waits are searched.
 */
final class Cores {
  private static final int DEPTH = 8;

  private final WaitConditions conditions;
  private final Region region;
  private final int[] placeOf;
  private final int[] stuck;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final List<int[]> cores = new ArrayList<>();

  /** Of all that is stuck, by place; kept until somebody has asked for it. */
  private Adjacency waits;

  private Cores(WaitConditions conditions) {
    this.conditions = conditions;
    this.region = new Region(conditions);
    int[] all = new int[conditions.ofOwner().nodes()];
    for (int node = 0; node < all.length; node++) {
      all[node] = node;
    }
    this.stuck = region.stuck(all);
    this.placeOf = new int[all.length];
  }

  static Cores of(WaitConditions conditions) {
    Cores found = new Cores(conditions);
    found.waits = found.waitsWithin(found.stuck);
    found.parts.add(new Part(found.stuck, 0));
    while (!found.parts.isEmpty()) {
      found.search(found.parts.remove());
    }
    return found;
  }

  /** Every entity that can never go on, by number, in the order of the graph. */
  int[] stuck() {
    return stuck;
  }

  /** Who waits for whom in {@link #stuck}, by place. Given away, so asked for once. */
  Adjacency takeWaits() {
    Adjacency given = waits;
    waits = null;
    return given;
  }

  /** Each core's entities by number, in the order of the graph. */
  List<int[]> cores() {
    return cores;
  }

  /** True when this core is one entity that never goes on by itself, not a knot of several. */
  boolean isDeadEnd(int[] core) {
    return core.length == 1 && conditions.isDeadEnd(core[0]);
  }

  /** For asking again, about these entities, under other assumptions. */
  Region region() {
    return region;
  }

  private void search(Part part) {
    int[] nodes = part.nodes;
    Adjacency waits = nodes == stuck ? this.waits : waitsWithin(nodes);
    Components components = Components.of(waits);
    int[][] members = members(nodes, components);
    boolean[] leadsOn = new boolean[components.count()];
    boolean[] circular = new boolean[components.count()];
    for (int place = 0; place < nodes.length; place++) {
      for (int each = waits.first(place); each < waits.end(place); each++) {
        boolean inside = components.of(place) == components.of(waits.target(each));
        circular[components.of(place)] |= inside;
        leadsOn[components.of(place)] |= !inside;
      }
    }
    for (int component = 0; component < members.length; component++) {
      if (!leadsOn[component]) {
        cores.add(members[component]);
      } else if (circular[component] && part.depth < DEPTH) {
        settle(members[component], part.depth);
      }
    }
  }

  private void settle(int[] component, int depth) {
    int[] alone = region.stuck(component);
    if (alone.length == component.length) {
      cores.add(alone);
    } else if (alone.length > 0) {
      parts.add(new Part(alone, depth + 1));
    }
  }

  /**
   * Who waits for whom among the given, by place: the conditions that nobody else could meet, with
   * all their targets.
   */
  private Adjacency waitsWithin(int[] nodes) {
    for (int place = 0; place < nodes.length; place++) {
      placeOf[nodes[place]] = place;
    }
    int[] from = new int[nodes.length];
    int[] to = new int[nodes.length];
    int pairs = 0;
    Adjacency owned = conditions.ofOwner();
    Adjacency edges = conditions.edges();
    for (int place = 0; place < nodes.length; place++) {
      int node = nodes[place];
      for (int each = owned.first(node); each < owned.end(node); each++) {
        int condition = owned.target(each);
        if (!within(nodes, condition)) {
          continue;
        }
        for (int number = edges.first(condition); number < edges.end(condition); number++) {
          if (pairs == from.length) {
            from = Arrays.copyOf(from, pairs * 2);
            to = Arrays.copyOf(to, pairs * 2);
          }
          from[pairs] = place;
          to[pairs++] = placeOf[conditions.target(edges.target(number))];
        }
      }
    }
    return Adjacency.of(nodes.length, from, to, pairs);
  }

  /** True when every target of the condition is one of the nodes, as placed last. */
  private boolean within(int[] nodes, int condition) {
    Adjacency edges = conditions.edges();
    for (int each = edges.first(condition); each < edges.end(condition); each++) {
      int target = conditions.target(edges.target(each));
      if (placeOf[target] >= nodes.length || nodes[placeOf[target]] != target) {
        return false;
      }
    }
    return true;
  }

  private static int[][] members(int[] nodes, Components components) {
    int[] sizes = new int[components.count()];
    for (int place = 0; place < nodes.length; place++) {
      sizes[components.of(place)]++;
    }
    int[][] members = new int[components.count()][];
    int[] filled = new int[components.count()];
    for (int place = 0; place < nodes.length; place++) {
      int component = components.of(place);
      if (members[component] == null) {
        members[component] = new int[sizes[component]];
      }
      members[component][filled[component]++] = nodes[place];
    }
    return members;
  }

  /** A set that is stuck by itself, and how often it came out of a larger one. */
  private static final class Part {
    private final int[] nodes;
    private final int depth;

    Part(int[] nodes, int depth) {
      this.nodes = nodes;
      this.depth = depth;
    }
  }
}
