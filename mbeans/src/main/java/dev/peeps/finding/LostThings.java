package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Components;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is waited for without anybody known who would bring it, and how these hang together: a thing
 * that only a stuck thread refers to hangs behind what that thread waits for.
 */
final class LostThings {
  /** States of futures and the like that nobody has to complete any more. */
  private static final Set<String> OVER =
      new HashSet<>(Arrays.asList("done", "failed", "cancelled", "terminated", "exited"));

  private final Graph graph;
  private final Map<Integer, Lost> things = new LinkedHashMap<>();

  LostThings(Graph graph) {
    this.graph = graph;
    for (int node = 0; node < graph.entities().size(); node++) {
      Lost lost = candidate(node);
      if (lost != null) {
        things.put(node, lost);
      }
    }
    dropMetChoices();
    for (Lost lost : things.values()) {
      holders(lost);
    }
  }

  /** In the order of the graph. */
  List<Lost> all() {
    return new ArrayList<>(things.values());
  }

  /** A queue that waits for room: who makes some is its consumer, and what holds that up counts. */
  static boolean isFull(Entity thing) {
    return thing.kind() == EntityKind.CHANNEL && thing.state().equals("full");
  }

  /**
   * True when it is there already: whoever waits for it has not woken yet, and whoever woke it has
   * let go of it.
   */
  static boolean hasCome(Entity thing) {
    switch (thing.kind()) {
      case LATCH:
        return thing.state().equals("open") || thing.state().equals("terminated");
      case LOCK:
        // Object.wait gives the monitor up: that it is free says nothing.
        return thing.state().equals("free") && thing.attributes().get("inObjectWait") == null;
      case SEMAPHORE:
        return thing.state().equals("available");
      default:
        return OVER.contains(thing.state());
    }
  }

  private Lost candidate(int node) {
    Entity thing = graph.entityAt(node);
    switch (thing.kind()) {
      case FUTURE:
      case COROUTINE:
      case SUBSCRIBER:
      case LATCH:
      case SEMAPHORE:
      case CHANNEL:
      case LOCK:
      case CUSTOM:
        break;
      default:
        return null;
    }
    Lost.Reach reach = Lost.Reach.of(thing);
    if (reach == null || hasCome(thing) || dependsOnOthers(node)) {
      return null;
    }
    Lost lost = new Lost(thing, reach);
    Adjacency in = graph.in();
    for (int place = in.first(node); place < in.end(node); place++) {
      Edge edge = graph.edges().get(in.target(place));
      Entity waiter = graph.entityAt(graph.fromIndex(in.target(place)));
      if (edge.kind() == EdgeKind.NEEDS && !edge.timed() && !waiter.idle()) {
        lost.waiters.add(waiter);
        lost.exact &= edge.evidence() == Evidence.EXACT;
      }
    }
    return lost.waiters.isEmpty() ? null : lost;
  }

  /** True when the graph knows what it waits for, or who holds or will provide it. */
  private boolean dependsOnOthers(int node) {
    Adjacency out = graph.out();
    for (int place = out.first(node); place < out.end(node); place++) {
      if (graph.edges().get(out.target(place)).kind().isBlocking()) {
        return true;
      }
    }
    return false;
  }

  /** Who needs only one of several things is no waiter of one while another may come. */
  private void dropMetChoices() {
    Set<Entity> going = new HashSet<>();
    for (Lost lost : things.values()) {
      for (Entity waiter : lost.waiters) {
        for (Edge edge : graph.from(waiter.id())) {
          if (edge.kind().isBlocking()
              && edge.choice() != null
              && !things.containsKey(graph.indexOf(edge.to()))) {
            going.add(waiter);
          }
        }
      }
    }
    if (!going.isEmpty()) {
      for (Lost lost : things.values()) {
        lost.waiters.removeAll(going);
      }
      things.values().removeIf(lost -> lost.waiters.isEmpty());
    }
  }

  private void holders(Lost lost) {
    Object ids = lost.thing.attributes().get("heldByTasks");
    if (!(ids instanceof List)) {
      return;
    }
    for (Object id : (List<?>) ids) {
      Entity holder = graph.entity(String.valueOf(id));
      if (holder == null) {
        continue;
      }
      lost.holders.add(holder);
      Set<Lost> its = awaited(holder);
      lost.root &= !its.isEmpty(); // else it waits for a lock, a thread: the cause is there
      its.remove(lost);
      its.removeAll(lost.behind);
      lost.behind.addAll(its);
    }
  }

  /** The things at the ends of what a task waits for, directly or through others. */
  private Set<Lost> awaited(Entity task) {
    Set<Lost> found = new LinkedHashSet<>();
    Set<Integer> seen = new HashSet<>();
    List<Integer> queue = new ArrayList<>();
    queue.add(graph.indexOf(task.id()));
    Adjacency out = graph.out();
    for (int next = 0; next < queue.size(); next++) {
      int node = queue.get(next);
      Lost lost = things.get(node);
      if (lost != null) {
        found.add(lost);
      }
      for (int place = out.first(node); place < out.end(node); place++) {
        int target = graph.toIndex(out.target(place));
        if (graph.edges().get(out.target(place)).kind().isBlocking() && seen.add(target)) {
          queue.add(target);
        }
      }
    }
    return found;
  }

  /**
   * The causes: single things behind which no other is, and circles of things whose waiters hold
   * each other's.
   */
  List<List<Lost>> roots() {
    List<Lost> all = all();
    Map<Lost, Integer> numbers = new HashMap<>();
    for (Lost lost : all) {
      numbers.put(lost, numbers.size());
    }
    int pairs = 0;
    for (Lost lost : all) {
      pairs += lost.behind.size();
    }
    int[] from = new int[pairs];
    int[] to = new int[pairs];
    int pair = 0;
    for (Lost lost : all) {
      for (Lost next : lost.behind) {
        from[pair] = numbers.get(lost);
        to[pair++] = numbers.get(next);
      }
    }
    Components components = Components.of(Adjacency.of(all.size(), from, to, pairs));
    Map<Integer, List<Lost>> members = new LinkedHashMap<>();
    Set<Integer> consequences = new HashSet<>();
    for (Lost lost : all) {
      int component = components.of(numbers.get(lost));
      members.computeIfAbsent(component, key -> new ArrayList<>()).add(lost);
      boolean leads = !lost.root;
      for (Lost next : lost.behind) {
        leads |= components.of(numbers.get(next)) != component;
      }
      if (leads) {
        consequences.add(component);
      }
    }
    members.keySet().removeAll(consequences);
    members.values().removeIf(LostThings::isBackPressure);
    return new ArrayList<>(members.values());
  }

  /** Stages that wait for room in each other's queues are a deadlock, and reported as one. */
  private static boolean isBackPressure(List<Lost> circle) {
    for (Lost lost : circle) {
      if (!isFull(lost.thing)) {
        return false;
      }
    }
    return circle.size() > 1;
  }
}
