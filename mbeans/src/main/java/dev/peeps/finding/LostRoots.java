package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Components;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How things that are lost hang together. To the waits of the graph come the ways from each thing
 * to the threads that refer to it: what such a thread waits for is behind the thing. Linear in the
 * edges, however many things one thread holds and awaits.
 */
final class LostRoots {
  private final Graph graph;
  private final Map<Integer, Lost> things;
  private final Rings rings;

  private LostRoots(Graph graph, Map<Integer, Lost> things, Rings rings) {
    this.graph = graph;
    this.things = things;
    this.rings = rings;
  }

  /**
   * Each cause, in the order of the graph.
   *
   * @param things by the number of their entity
   */
  static List<List<Lost>> of(Graph graph, Map<Integer, Lost> things, Rings rings) {
    boolean held = false;
    for (Lost lost : things.values()) {
      held |= !lost.holders.isEmpty();
    }
    if (held) {
      return new LostRoots(graph, things, rings).roots();
    }
    List<List<Lost>> alone = new ArrayList<>(things.size());
    for (Lost lost : things.values()) {
      alone.add(Collections.singletonList(lost));
    }
    return alone;
  }

  private List<List<Lost>> roots() {
    Adjacency ways = ways();
    Components components = Components.of(ways);
    boolean[] own = new boolean[components.count()];
    for (int node : things.keySet()) {
      own[components.of(node)] = true;
    }
    boolean[] beyond = beyond(ways, components, own);
    Map<Integer, List<Lost>> members = new LinkedHashMap<>();
    for (Map.Entry<Integer, Lost> thing : things.entrySet()) {
      int component = components.of(thing.getKey());
      beyond[component] |= isConsequence(thing.getValue(), components, own, beyond);
      List<Lost> known = members.get(component);
      if (known == null) {
        known = new ArrayList<>(1);
        members.put(component, known);
      }
      known.add(thing.getValue());
    }
    List<List<Lost>> roots = new ArrayList<>();
    for (Map.Entry<Integer, List<Lost>> each : members.entrySet()) {
      List<Lost> circle = each.getValue();
      if (!beyond[each.getKey()] && !isBackPressure(circle)) {
        for (Lost lost : circle) {
          lost.inCircle = circle.size() > 1;
        }
        if (circle.size() == 1) {
          close(circle.get(0));
        }
        roots.add(circle);
      }
    }
    return roots;
  }

  /** Finds the way from who holds it back to it. */
  private void close(Lost lost) {
    for (Entity holder : lost.holders) {
      lost.ring = rings.way(holder, lost.thing);
      if (!lost.ring.isEmpty()) {
        return;
      }
    }
  }

  /** Whoever holds it waits for a lock, a thread, for what is no lost thing: the cause is there. */
  private boolean isConsequence(Lost lost, Components components, boolean[] own, boolean[] beyond) {
    for (Entity holder : lost.holders) {
      int component = components.of(graph.indexOf(holder.id()));
      if (!own[component] && !beyond[component]) {
        return true;
      }
    }
    return false;
  }

  /** Waits, and from a thing to its holders. */
  private Adjacency ways() {
    int pairs = graph.edges().size();
    for (Lost lost : things.values()) {
      pairs += lost.holders.size();
    }
    int[] from = new int[pairs];
    int[] to = new int[pairs];
    int pair = 0;
    for (int edge = 0; edge < graph.edges().size(); edge++) {
      if (graph.edges().get(edge).kind().isBlocking()) {
        from[pair] = graph.fromIndex(edge);
        to[pair++] = graph.toIndex(edge);
      }
    }
    for (Map.Entry<Integer, Lost> thing : things.entrySet()) {
      for (Entity holder : thing.getValue().holders) {
        from[pair] = thing.getKey();
        to[pair++] = graph.indexOf(holder.id());
      }
    }
    return Adjacency.of(graph.entities().size(), from, to, pair);
  }

  /** Per component, whether it leads to a lost thing of another one. */
  private boolean[] beyond(Adjacency ways, Components components, boolean[] own) {
    int nodes = ways.nodes();
    int[] component = new int[nodes];
    int[] node = new int[nodes];
    for (int each = 0; each < nodes; each++) {
      component[each] = components.of(each);
      node[each] = each;
    }
    Adjacency members = Adjacency.of(components.count(), component, node, nodes);
    boolean[] beyond = new boolean[components.count()];
    for (int each = 0; each < beyond.length; each++) { // what it leads to has a lower number
      for (int member = members.first(each); member < members.end(each); member++) {
        int source = members.target(member);
        for (int way = ways.first(source); way < ways.end(source); way++) {
          int target = components.of(ways.target(way));
          beyond[each] |= target != each && (own[target] || beyond[target]);
        }
      }
    }
    return beyond;
  }

  /** Stages that wait for room in each other's queues are a deadlock, and reported as one. */
  private static boolean isBackPressure(List<Lost> circle) {
    for (Lost lost : circle) {
      if (!LostThings.isFull(lost.thing)) {
        return false;
      }
    }
    return circle.size() > 1;
  }
}
