package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.render.Palette.Style;
import java.util.ArrayList;
import java.util.List;

/** Says in words who owes what to whom: the clauses behind the entities of every section. */
final class Reasons {
  /** Facts that say why a side is not known: {@code unknown: a Semaphore records none}. */
  static final String[] UNKNOWN = {"held_by", "provided_by"};

  /** More owners than this are counted. */
  private static final int OWNERS = 3;

  private final Scene scene;

  Reasons(Scene scene) {
    this.scene = scene;
  }

  /** {@code , held by "x" #13, RUNNABLE at a.b.C.m(C.java:12)}; says so when nobody is known. */
  void owedBy(Entity thing) {
    Page page = scene.page;
    where(thing);
    if (!thing.kind().isTask() && thing.kind() != EntityKind.LOCK && !thing.state().isEmpty()) {
      page.put(", ").raw(thing.state());
    }
    boolean known = owners(thing, EdgeKind.HELD_BY, ", held by ");
    known |= owners(thing, EdgeKind.PROVIDED_BY, ", provided by ");
    if (thing.kind().isTask()) {
      known |= owners(thing, EdgeKind.NEEDS, ", which needs ");
    }
    known |= unknown(thing, ", ");
    if (!known && thing.kind() == EntityKind.LOCK) {
      page.put(isFree(thing) ? ", free" : ", holder unknown");
    } else if (!known && thing.kind() == EntityKind.FUTURE) {
      page.put(", completer unknown");
    }
  }

  /**
   * True when it is known that nobody holds it: who waits for it waits for a signal, or its turn.
   */
  static boolean isFree(Entity lock) {
    return lock.state().equals("free");
  }

  /** The clauses that say which side is unknown; false when there is none. */
  boolean unknown(Entity thing, String between) {
    boolean any = false;
    for (String key : UNKNOWN) {
      Object why = thing.attributes().get(key);
      if (why != null) {
        String text = why.toString();
        scene.page.put(between).put(key.equals(UNKNOWN[0]) ? "holder " : "provider ");
        scene.page.raw(text);
        any = true;
      }
    }
    return any;
  }

  private boolean owners(Entity thing, EdgeKind kind, String words) {
    List<Edge> edges = edges(thing, kind);
    for (int i = 0; i < edges.size() && i < OWNERS; i++) {
      Edge edge = edges.get(i);
      scene.page.put(i > 0 ? ", " : edge.choice() == null ? words : words + "any of ");
      if (kind == EdgeKind.NEEDS) {
        scene.names.of(scene.graph.entity(edge.to()));
        where(scene.graph.entity(edge.to()));
      } else {
        owner(edge);
      }
    }
    if (edges.size() > OWNERS) {
      scene.page.put(" and ").put(Numbers.count(edges.size() - OWNERS)).put(" more");
    }
    return !edges.isEmpty();
  }

  /** The other end of an edge, why or since where, and what it is doing now. */
  void owner(Edge edge) {
    Entity owner = scene.graph.entity(edge.to());
    scene.names.of(owner);
    because(edge, edge.kind() == EdgeKind.NEEDS ? ": " : ", ");
    where(owner);
  }

  /** Edges of a kind that start here, in the graph's order. */
  List<Edge> edges(Entity from, EdgeKind kind) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : scene.graph.from(from.id())) {
      if (edge.kind() == kind) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /**
   * {@code , now BLOCKED at a.b.C.m(C.java:12)}: what a task is doing; nothing for other entities.
   */
  void where(Entity task) {
    if (!task.kind().isTask()) {
      return;
    }
    if (!task.state().isEmpty()) {
      scene.page.put(Names.isThread(task) ? ", now " : ", ").raw(task.state());
    }
    String site = Places.site(task);
    if (!site.isEmpty()) {
      scene.page.put(" at ").styled(Style.PLACE, site);
    }
  }

  /** Everything else that an edge says: its reason, that it is timed, that it was inferred. */
  void because(Edge edge, String between) {
    Page page = scene.page;
    if (edge.evidence() == Evidence.INFERRED) {
      page.put(" [inferred");
      if (!edge.reason().isEmpty()) {
        page.put(": ").raw(edge.reason());
      }
      page.put("]");
    } else if (!edge.reason().isEmpty()) {
      page.put(between).raw(edge.reason());
    }
    if (edge.timed()) {
      page.put(" (timed: the wait ends by itself)");
    }
  }
}
