package dev.peeps.layout;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Applies layouts to a tiny cut and tells what came out in short sentences. */
final class Reading {
  private final Graph graph;

  private Reading(Graph graph) {
    this.graph = graph;
  }

  /** With the layouts that come with peeps. */
  static Reading builtIn(Hprof cut) {
    return of(Layouts.builtIn(), cut);
  }

  /** With one layout, given without its heading; it must have no mistakes. */
  static Reading of(String layout, Hprof cut) {
    Layouts layouts = Layouts.of(Map.of("test.layout", "layout test 1\n" + layout));
    if (!layouts.problems().isEmpty()) {
      throw new AssertionError(layouts.problems().toString());
    }
    return of(layouts, cut);
  }

  static Reading of(Layouts layouts, Hprof cut) {
    Graph.Builder builder = new Graph.Builder();
    GraphReader.read(heap(cut), layouts, new ProcessInfo("p", 1, "test", Map.of(), true), builder);
    return new Reading(builder.build());
  }

  static Heap heap(Hprof cut) {
    return heap(cut, Layouts.builtIn());
  }

  /** A heap dump is read with the plan of the layouts. */
  static Heap heap(Hprof cut, Layouts layouts) {
    try {
      Path directory = Files.createTempDirectory("peeps-layout-test");
      Path file = directory.resolve("x.hprof");
      try {
        return HprofReader.read(cut.writeTo(file), layouts.plan(), ReadOptions.defaults());
      } finally {
        Files.delete(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (HprofException e) {
      throw new AssertionError(e);
    }
  }

  Graph graph() {
    return graph;
  }

  /** All edges as "NAME kind NAME", sorted; a timed one ends in " timed", a choice in " any". */
  List<String> edges() {
    return graph.edges().stream().map(this::sentence).sorted().collect(Collectors.toList());
  }

  private String sentence(Edge edge) {
    return name(edge.from())
        + " "
        + edge.kind().word()
        + " "
        + name(edge.to())
        + (edge.choice() == null ? "" : " any")
        + (edge.timed() ? " timed" : "");
  }

  private String name(String id) {
    Entity entity = graph.entity(id);
    return entity.name().isEmpty() ? entity.type() : entity.name();
  }

  /** The entity of this name or, without a name, of this type; fails unless there is just one. */
  Entity entity(String name) {
    List<Entity> found =
        graph.entities().stream()
            .filter(e -> name(e.id()).equals(name))
            .collect(Collectors.toList());
    if (found.size() != 1) {
      throw new AssertionError(name + ": " + found + " of " + graph.entities());
    }
    return found.get(0);
  }

  /** The entity of an object, or null. */
  Entity entity(HasId object) {
    String end = "-" + Long.toHexString(object.id());
    return graph.entities().stream().filter(e -> e.id().endsWith(end)).findFirst().orElse(null);
  }
}
