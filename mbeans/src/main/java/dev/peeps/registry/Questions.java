package dev.peeps.registry;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.Labels;
import dev.peeps.render.Escapes;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.WhyReport;
import dev.peeps.why.Blocked;
import dev.peeps.why.Lookup;
import dev.peeps.why.Why;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the arrows of a graph from one entity, both ways. */
final class Questions {
  /** Lines of an answer; the rest is counted. */
  private static final int LINES = 1_000;

  private static final int NAMED = 10;

  private final Graph graph;

  Questions(Graph graph) {
    this.graph = graph;
  }

  /**
   * Whom a text means, see {@link Lookup}.
   *
   * @throws IllegalArgumentException when nobody, or several
   */
  Entity find(String idOrName) {
    String text = idOrName == null ? "" : idOrName.trim();
    List<Entity> found = Lookup.find(graph, text);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing in the last cut has the id or name '"
              + Escapes.text(text)
              + "'; ids are good for one cut");
    }
    if (found.size() > 1) {
      StringBuilder message = new StringBuilder();
      message.append(found.size()).append(" entities match '");
      Escapes.text(message, text).append("': use an id");
      for (Entity entity : found.subList(0, Math.min(NAMED, found.size()))) {
        message.append("; ").append(entity.id()).append(" is ");
        Escapes.text(message, Labels.of(entity));
      }
      throw new IllegalArgumentException(message.toString());
    }
    return found.get(0);
  }

  /** The chain from it to its root cause, as {@code peeps why} prints it. */
  List<String> why(Entity entity, List<Finding> findings) {
    return lines(to -> report().text(Why.of(graph, findings, entity), to));
  }

  /** Who waits for it, and who for them, as {@code peeps why --blocks} prints it. */
  List<String> whoWaitsFor(Entity entity) {
    return lines(to -> report().text(Blocked.of(graph, entity), to));
  }

  private WhyReport report() {
    return new WhyReport(graph, new ReportOptions.Builder().top(LINES).build());
  }

  /** Something that is written as text. */
  interface Text {
    void write(Appendable to) throws IOException;
  }

  /** The lines of a text. */
  static List<String> lines(Text text) {
    StringBuilder all = new StringBuilder();
    try {
      text.write(all);
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder never fails", e);
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = all.indexOf("\n"); end >= 0; end = all.indexOf("\n", start)) {
      lines.add(all.substring(start, end));
      start = end + 1;
    }
    return lines;
  }

  /** Who holds or is to provide it, what they wait for, and who holds that. */
  List<String> whoHolds(Entity start) {
    List<String> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(start.id()));
    List<Entity> level = List.of(start);
    int left = 0;
    for (int depth = 0; !level.isEmpty(); depth++) {
      List<Entity> next = new ArrayList<>();
      for (Entity entity : level) {
        for (Edge edge : graph.from(entity.id())) {
          if (!edge.kind().isBlocking()) {
            continue;
          }
          Entity other = graph.entity(edge.to());
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
    return Escapes.text(edge.reason().isEmpty() ? text : text + ": " + edge.reason());
  }
}
