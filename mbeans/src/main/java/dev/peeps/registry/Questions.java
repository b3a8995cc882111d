package dev.peeps.registry;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the arrows of a graph from one entity, both ways. */
final class Questions {
  /** Lines of an answer; the rest is counted. */
  private static final int LINES = 1_000;

  private final Graph graph;

  Questions(Graph graph) {
    this.graph = graph;
  }

  /**
   * The entity of this id (with or without its process) or of this name.
   *
   * @throws IllegalArgumentException when there is none, or several have the name
   */
  Entity find(String idOrName) {
    String text = idOrName == null ? "" : idOrName.trim();
    Entity found = graph.entity(text);
    if (found == null) {
      found = graph.entity(CutService.processId() + "/" + text);
    }
    if (found != null) {
      return found;
    }
    for (Entity entity : graph.entities()) {
      if (entity.name().equals(text) && !text.isEmpty()) {
        if (found != null) {
          throw new IllegalArgumentException(
              "several entities have the name '"
                  + text
                  + "', among them "
                  + found.id()
                  + " and "
                  + entity.id()
                  + ": use an id");
        }
        found = entity;
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "nothing in the last cut has the id or name '" + text + "'; ids are good for one cut");
    }
    return found;
  }

  /** Who waits for it, and who for them. */
  List<String> whoWaitsFor(Entity entity) {
    return follow(entity, true);
  }

  /** Who holds or is to provide it, what they wait for, and who holds that. */
  List<String> whoHolds(Entity entity) {
    return follow(entity, false);
  }

  private List<String> follow(Entity start, boolean against) {
    List<String> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(start.id()));
    List<Entity> level = List.of(start);
    int left = 0;
    for (int depth = 0; !level.isEmpty(); depth++) {
      List<Entity> next = new ArrayList<>();
      for (Entity entity : level) {
        for (Edge edge : against ? graph.to(entity.id()) : graph.from(entity.id())) {
          if (!edge.kind().isBlocking()) {
            continue;
          }
          Entity other = graph.entity(against ? edge.from() : edge.to());
          if (lines.size() < LINES) {
            lines.add(line(edge, depth));
          } else {
            left++;
          }
          if (seen.add(other.id())) {
            next.add(other);
          }
        }
      }
      level = next;
    }
    if (left > 0) {
      lines.add("and " + left + " more");
    }
    return lines;
  }

  private String line(Edge edge, int depth) {
    String text =
        "  ".repeat(Math.min(depth, 20))
            + Labels.of(graph.entity(edge.from()))
            + " "
            + edge.kind().word()
            + " "
            + Labels.of(graph.entity(edge.to()));
    return edge.reason().isEmpty() ? text : text + ": " + edge.reason();
  }
}
