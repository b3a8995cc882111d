package dev.peeps.postmortem;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A graph without ids, so that two pictures of one process can be compared line by line. What is
 * alike at first sight is told apart by its neighbours, and theirs (colour refinement), so that an
 * edge between the wrong two of a hundred equal futures shows.
 *
 * <p>What a heap dump cannot carry is left out of both pictures; the list is in
 * docs/post-mortem.md.
 */
final class GraphPicture {
  private static final int ROUNDS = 4;

  private final Graph graph;
  private final Map<String, String> words = new HashMap<>();
  private final Map<String, Long> colours = new HashMap<>();

  private GraphPicture(Graph graph) {
    this.graph = graph;
  }

  /** Lines for all entities and edges, and how often each occurs. */
  static Map<String, Integer> of(Graph graph) {
    return new GraphPicture(graph).lines();
  }

  private Map<String, Integer> lines() {
    for (Entity entity : graph.entities()) {
      if (isCarried(entity)) {
        words.put(entity.id(), words(entity));
        colours.put(entity.id(), (long) words(entity).hashCode());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      refine();
    }
    Map<String, Integer> lines = new TreeMap<>();
    words.forEach((id, text) -> lines.merge(text + colour(id), 1, Integer::sum));
    for (Edge edge : graph.edges()) {
      if (isCarried(edge)) {
        String from = words.get(edge.from()) + colour(edge.from());
        String to = words.get(edge.to()) + colour(edge.to());
        String line = from + "  --" + edge.kind() + " " + edge.evidence() + "-->  " + to;
        lines.merge(line, 1, Integer::sum);
      }
    }
    return lines;
  }

  private void refine() {
    Map<String, List<Long>> neighbours = new HashMap<>();
    for (Edge edge : graph.edges()) {
      if (isCarried(edge)) {
        long kind = edge.kind().name().hashCode();
        neighbours
            .computeIfAbsent(edge.from(), id -> new ArrayList<>())
            .add(31 * kind + colours.get(edge.to()));
        neighbours
            .computeIfAbsent(edge.to(), id -> new ArrayList<>())
            .add(37 * kind - colours.get(edge.from()));
      }
    }
    Map<String, Long> next = new HashMap<>();
    colours.forEach(
        (id, colour) -> {
          List<Long> around = new ArrayList<>(neighbours.getOrDefault(id, List.of()));
          Collections.sort(around);
          next.put(id, 1_000_003 * colour + around.hashCode());
        });
    colours.putAll(next);
  }

  private String colour(String id) {
    return " #" + Long.toHexString(colours.get(id));
  }

  private static String words(Entity entity) {
    return entity.kind()
        + " "
        + entity.type()
        + " '"
        + entity.name()
        + "' "
        + state(entity)
        + (entity.idle() ? " idle " : " ")
        + attributes(entity)
        + " "
        + entity.stack()
        + entity.logicalStack();
  }

  /** A carrier at work is RUNNABLE by its own field, and waits for its virtual thread by JVMTI. */
  private static String state(Entity entity) {
    boolean carries =
        !entity.stack().isEmpty()
            && entity.stack().get(0).startsWith("jdk.internal.vm.Continuation.run");
    return carries ? "carries" : entity.state();
  }

  /** Attributes that name an object say its id, which differs. */
  private static Map<String, String> attributes(Entity entity) {
    Map<String, String> attributes = new TreeMap<>();
    entity.attributes().forEach((key, value) -> attributes.put(key, value.toString()));
    NOT_CARRIED_ATTRIBUTES.forEach(attributes::remove);
    return attributes;
  }

  /**
   * `mark` is an object's id, which differs; the others only the JVM itself can say of a thread.
   */
  private static final List<String> NOT_CARRIED_ATTRIBUTES = List.of("mark", "nid", "cpuNanos");

  /**
   * Monitors are in no object. The JVM's own threads that taking a picture wakes are at different
   * places. A common pool that nobody uses hangs on a static field that the narrow walk does not
   * read.
   */
  private boolean isCarried(Entity entity) {
    boolean monitor = entity.kind() == EntityKind.LOCK && entity.type().startsWith("monitor of");
    boolean initialisation = entity.type().startsWith("class initialisation of");
    boolean woken =
        entity.name().equals("Attach Listener") || entity.name().equals("VirtualThread-unblocker");
    boolean unused =
        entity.kind() == EntityKind.EXECUTOR
            && Long.valueOf(0).equals(entity.attributes().get("threads"))
            && Long.valueOf(0).equals(entity.attributes().get("queued"));
    return !monitor && !initialisation && !woken && !unused;
  }

  private boolean isCarried(Edge edge) {
    return words.containsKey(edge.from())
        && words.containsKey(edge.to())
        && edge.kind() != EdgeKind.PAIRED_WITH;
  }
}
