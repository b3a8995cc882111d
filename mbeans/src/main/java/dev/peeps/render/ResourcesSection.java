package dev.peeps.render;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds what: locks, semaphores, latches, sockets and the like with their owners and waiters;
 * and channels with their fill. What nobody waits for is counted, and shown with --all.
 */
final class ResourcesSection {
  private final Scene scene;
  private final Page page;

  ResourcesSection(Scene scene) {
    this.scene = scene;
    this.page = scene.page;
  }

  /** A section about these entities; nothing at all when there are none. */
  void write(String title, String what, String whats, List<Entity> entities) throws IOException {
    List<Awaited> shown = new ArrayList<>();
    int quiet = 0;
    for (Entity entity : entities) {
      int waiters = scene.links.waiters(entity);
      if (waiters > 0 || scene.options.all()) {
        shown.add(new Awaited(entity, waiters));
      } else if (!entity.idle()) {
        quiet++;
      }
    }
    scene.hidden(quiet, what + " that nobody waits for", whats + " that nobody waits for");
    if (shown.isEmpty()) {
      return;
    }
    page.heading(title + ": " + Numbers.count(shown.size())).nl();
    shown.sort(new LongestQueueFirst());
    int limit = scene.shown(shown.size());
    for (int i = 0; i < limit; i++) {
      one(shown.get(i).entity);
    }
    if (limit < shown.size()) {
      page.put("... and ").put(Numbers.count(shown.size() - limit)).put(" more (--top)").nl();
    }
    page.nl();
  }

  /** Idle things last. */
  private static final class LongestQueueFirst implements Comparator<Awaited> {
    @Override
    public int compare(Awaited a, Awaited b) {
      return a.waiters != b.waiters
          ? Integer.compare(b.waiters, a.waiters)
          : Boolean.compare(a.entity.idle(), b.entity.idle());
    }
  }

  private void one(Entity entity) throws IOException {
    scene.names.full(entity);
    if (!entity.state().isEmpty()) {
      page.put(", ").raw(entity.state());
    }
    Facts.inline(page, entity);
    page.nl();
    owners(entity, EdgeKind.HELD_BY, "held by ");
    owners(entity, EdgeKind.PROVIDED_BY, "provided by ");
    owners(entity, EdgeKind.NEEDS, "needs ");
    owners(entity, EdgeKind.PAIRED_WITH, "paired with ");
    if (entity.attributes().containsKey(Reasons.UNKNOWN[0])
        || entity.attributes().containsKey(Reasons.UNKNOWN[1])) {
      scene.reasons.unknown(entity, "\t- ");
      page.nl();
    } else if (entity.kind() == EntityKind.LOCK
        && !Reasons.isFree(entity)
        && scene.graph.from(entity.id()).isEmpty()) {
      page.put("\t- holder unknown").nl();
    }
    waiters(entity);
  }

  private void owners(Entity entity, EdgeKind kind, String words) throws IOException {
    List<Edge> edges = scene.reasons.edges(entity, kind);
    int shown = scene.shown(edges.size());
    for (int i = 0; i < shown; i++) {
      Edge edge = edges.get(i);
      page.put("\t- ").put(words).put(edge.choice() == null ? "" : "one of several: ");
      scene.reasons.owner(edge);
      page.nl();
    }
    if (shown < edges.size()) {
      page.put("\t- ").put(words).put(Numbers.count(edges.size() - shown)).put(" more").nl();
    }
  }

  /** Waiters by what they want of it: producers and consumers of a channel are two queues. */
  private void waiters(Entity entity) throws IOException {
    Map<String, Entities> byReason = new LinkedHashMap<>();
    Graph graph = scene.graph;
    int index = graph.indexOf(entity.id());
    for (int each = graph.in().first(index); each < graph.in().end(index); each++) {
      int number = graph.in().target(each);
      Edge edge = graph.edges().get(number);
      int from = graph.fromIndex(number);
      if (edge.kind() == EdgeKind.NEEDS && Links.isWaiter(graph.entityAt(from))) {
        Entities waiters = byReason.get(edge.reason());
        if (waiters == null) {
          waiters = new Entities(graph);
          byReason.put(edge.reason(), waiters);
        }
        waiters.add(from);
      }
    }
    for (Map.Entry<String, Entities> entry : byReason.entrySet()) {
      page.put("\t- ").put(Numbers.count(entry.getValue().size())).put(" waiting");
      if (!entry.getKey().isEmpty()) {
        page.put(" (").raw(entry.getKey()).put(")");
      }
      page.put(": ");
      scene.names.some(entry.getValue()).nl();
    }
  }

  private static final class Awaited {
    final Entity entity;
    final int waiters;

    Awaited(Entity entity, int waiters) {
      this.entity = entity;
      this.waiters = waiters;
    }
  }
}
