package dev.peeps.finding;

import dev.peeps.graph.Adjacency;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.States;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
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
  private final Graph graph;
  private final Map<Integer, Lost> things;
  private final Rings rings;

  private LostThings(Graph graph, Map<Integer, Lost> things) {
    this.graph = graph;
    this.things = things;
    this.rings = new Rings(graph);
  }

  /**
   * @param known what is stuck for a reason that the graph knows, as a latch is that only a queued
   *     task without a worker was handed: that finding says more
   */
  LostThings(Graph graph, Knots known) {
    this(graph, new LinkedHashMap<Integer, Lost>());
    for (int node = 0; node < graph.entities().size(); node++) {
      Lost lost = known.isStuck(node) ? null : candidate(node, Lost.Reach.of(graph.entityAt(node)));
      if (lost != null && !isDetail(lost, known)) {
        things.put(node, lost);
      }
    }
    dropMetChoices();
    for (Map.Entry<Integer, Lost> thing : things.entrySet()) {
      findHolders(thing.getKey(), thing.getValue());
    }
  }

  /**
   * A thread waits once. Where it is known to be stuck for what has an owner or a worker, what else
   * it seems to wait for is how that is made, as the latch inside the JDK behind the end of a
   * virtual thread.
   */
  private boolean isDetail(Lost lost, Knots known) {
    for (Entity waiter : lost.waiters) {
      if (!SecondLook.isThread(waiter) || !known.isStuck(graph.indexOf(waiter.id()))) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of their entities, in the order of the graph. */
  Set<Integer> numbers() {
    return things.keySet();
  }

  /** The one with this number; null when there is none. */
  Lost at(int number) {
    return things.get(number);
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
        return States.isOver(thing.state());
    }
  }

  /**
   * Things of this kind that wait to be brought and that somebody who runs can get at, each with
   * who waits for it; not lost, as far as is known.
   */
  static List<Lost> withinReach(Graph graph, EntityKind kind) {
    List<Lost> found = new ArrayList<>();
    LostThings none = new LostThings(graph, new LinkedHashMap<Integer, Lost>());
    for (int node = 0; node < graph.entities().size(); node++) {
      Entity thing = graph.entityAt(node);
      if (thing.kind() == kind && "reached".equals(thing.attributes().get("liveness"))) {
        Lost lost = none.candidate(node, Lost.Reach.UNKNOWN);
        if (lost != null) {
          found.add(lost);
        }
      }
    }
    return found;
  }

  private Lost candidate(int node, Lost.Reach reach) {
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
    if (reach == null || hasCome(thing) || dependsOnOthers(node)) {
      return null;
    }
    Lost lost = new Lost(thing, reach);
    Adjacency in = graph.in();
    for (int place = in.first(node); place < in.end(node); place++) {
      Edge edge = graph.edges().get(in.target(place));
      Entity waiter = graph.entityAt(graph.fromIndex(in.target(place)));
      if (reach != Lost.Reach.WAITERS && LimitedWaits.isTaken(edge)) {
        continue; // whoever has it may bring it yet
      }
      boolean maySignalAnEnd = thing.kind() == EntityKind.LOCK || thing.kind() == EntityKind.LATCH;
      boolean joins = maySignalAnEnd && joinsAThread(graph.indexOf(waiter.id()));
      if (edge.kind() == EdgeKind.NEEDS && !edge.timed() && !waiter.idle() && !joins) {
        lost.waiters.add(waiter);
        lost.exact &= edge.evidence() == Evidence.EXACT;
      }
    }
    if (reach == Lost.Reach.WAITERS && !LimitedWaits.lead(graph, lost)) {
      return null; // one wait with a limit ends by itself
    }
    return lost.waiters.isEmpty() ? null : lost;
  }

  /**
   * Thread.join waits in the monitor of the Thread, which the JVM notifies when that has ended, and
   * for the latch of a virtual thread, which counts it down itself (VirtualThread.termination, JDK
   * 21 to 25).
   */
  private boolean joinsAThread(int node) {
    Adjacency out = graph.out();
    for (int place = out.first(node); place < out.end(node); place++) {
      boolean needs = graph.edges().get(out.target(place)).kind() == EdgeKind.NEEDS;
      if (needs && SecondLook.isThread(graph.entityAt(graph.toIndex(out.target(place))))) {
        return true;
      }
    }
    return false;
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
    Set<Entity> asked = new HashSet<>();
    Set<Entity> going = new HashSet<>();
    for (Lost lost : things.values()) {
      for (Entity waiter : lost.waiters) {
        if (asked.add(waiter) && mayGoOn(waiter)) {
          going.add(waiter);
        }
      }
    }
    if (going.isEmpty()) {
      return;
    }
    for (Iterator<Lost> each = things.values().iterator(); each.hasNext(); ) {
      Lost lost = each.next();
      lost.waiters.removeAll(going);
      if (lost.waiters.isEmpty()) {
        each.remove();
      }
    }
  }

  private boolean mayGoOn(Entity waiter) {
    for (Edge edge : graph.from(waiter.id())) {
      if (edge.kind().isBlocking()
          && edge.choice() != null
          && !things.containsKey(graph.indexOf(edge.to()))) {
        return true;
      }
    }
    return false;
  }

  /** Finds the threads that refer to it, but those that only wait for what depends on it. */
  private void findHolders(int node, Lost lost) {
    Set<Entity> holders = new LinkedHashSet<>();
    Object ids = lost.thing.attributes().get("heldByTasks");
    if (ids instanceof List) {
      for (Object id : (List<?>) ids) {
        holders.add(graph.entity(String.valueOf(id)));
      }
    }
    Adjacency out = graph.out();
    for (int place = out.first(node); place < out.end(node); place++) {
      int edge = out.target(place);
      Entity knower = graph.entityAt(graph.toIndex(edge));
      if (lost.reach == Lost.Reach.UNREACHED
          && graph.edges().get(edge).kind() == EdgeKind.KNOWN_TO
          && SecondLook.isThread(knower)) {
        holders.add(knower); // it will never run, or the thing would be within reach
      }
    }
    holders.remove(null);
    if (!holders.isEmpty()) {
      holders.removeAll(rings.dependents(node));
      lost.holders.addAll(holders);
    }
  }

  /** True when it was not found out for all of them how they hang together. */
  boolean isPartial() {
    return rings.isExhausted();
  }

  /**
   * The causes: single things behind which no other is, and circles of things whose waiters hold
   * each other's. Linear in the edges of the graph.
   */
  List<List<Lost>> roots() {
    return LostRoots.of(graph, things, rings);
  }
}
