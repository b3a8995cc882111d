package dev.peeps.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes wait graphs in a line or two per wait. Entities are called by a word of the test's own;
 * ids are made of numbers in the order of appearance.
 */
public final class TestGraph {
  private final Map<String, EntityBuilder> entities = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Graph.Builder graph = new Graph.Builder();
  private final String process;
  private int number;

  public TestGraph() {
    this("7");
  }

  public TestGraph(String process) {
    this.process = process;
    graph.process(new ProcessInfo(process, Long.parseLong(process), "Main", Map.of(), true));
  }

  /** Threads with these names, and one application frame each: {@code app.NAME.run(App.java:1)}. */
  public TestGraph threads(String... names) {
    for (String name : names) {
      thread(EntityKind.THREAD, name);
    }
    return this;
  }

  public TestGraph virtualThreads(String... names) {
    for (String name : names) {
      thread(EntityKind.VIRTUAL_THREAD, name);
    }
    return this;
  }

  public TestGraph locks(String... words) {
    return things(EntityKind.LOCK, "java.util.concurrent.locks.ReentrantLock", words);
  }

  public TestGraph monitors(String... words) {
    return things(EntityKind.LOCK, "monitor of com.acme.Ledger", words);
  }

  public TestGraph futures(String... words) {
    return things(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", words);
  }

  public TestGraph things(EntityKind kind, String type, String... words) {
    for (String word : words) {
      number++;
      String id = process + "/" + kind.word() + "-" + Integer.toHexString(number);
      add(word, new EntityBuilder(id, process, kind).type(type));
    }
    return this;
  }

  /** The entity of this word, to say more about it. */
  public EntityBuilder with(String word) {
    return entities.get(word);
  }

  public String id(String word) {
    return ids.get(word);
  }

  /** The word of the entity of this id; null when it has none. */
  public String word(String id) {
    for (Map.Entry<String, String> each : ids.entrySet()) {
      if (each.getValue().equals(id)) {
        return each.getKey();
      }
    }
    return null;
  }

  public TestGraph needs(String from, String... to) {
    return edges(EdgeKind.NEEDS, from, null, to);
  }

  public TestGraph needsAny(String from, String... to) {
    return edges(EdgeKind.NEEDS, from, "any", to);
  }

  public TestGraph heldBy(String from, String... to) {
    return edges(EdgeKind.HELD_BY, from, null, to);
  }

  public TestGraph heldByAny(String from, String... to) {
    return edges(EdgeKind.HELD_BY, from, "any", to);
  }

  public TestGraph providedBy(String from, String... to) {
    return edges(EdgeKind.PROVIDED_BY, from, null, to);
  }

  public TestGraph timed(String from, String to) {
    graph.edge(
        new Edge(id(from), id(to), EdgeKind.NEEDS, Evidence.EXACT, "sleeping on it", null, true));
    return this;
  }

  public TestGraph inferredHolder(String from, String to, String reason) {
    graph.edge(
        new Edge(id(from), id(to), EdgeKind.HELD_BY, Evidence.INFERRED, reason, null, false));
    return this;
  }

  /** The task has a reference to the thing. */
  public TestGraph knownTo(String thing, String task) {
    graph.edge(
        new Edge(
            id(thing),
            id(task),
            EdgeKind.KNOWN_TO,
            Evidence.INFERRED,
            "refers to it",
            null,
            false));
    return this;
  }

  /** The task was given the thing, so that it would bring it. */
  public TestGraph given(String thing, String task) {
    return edge(
        new Edge(
            id(thing), id(task), EdgeKind.KNOWN_TO, Evidence.INFERRED, Edge.GIVEN, null, false));
  }

  public TestGraph edge(Edge edge) {
    graph.edge(edge);
    return this;
  }

  public TestGraph notice(GraphNotice notice) {
    graph.notice(notice);
    return this;
  }

  public Graph build() {
    entities.values().forEach(entity -> graph.entity(entity.build()));
    return graph.build();
  }

  private void thread(EntityKind kind, String name) {
    number++;
    add(
        name,
        new EntityBuilder(process + "/thread-" + number, process, kind)
            .name(name)
            .state("WAITING")
            .attribute("tid", (long) number)
            .stack(
                List.of(
                    "jdk.internal.misc.Unsafe.park(Native Method)",
                    "app." + name + ".run(App.java:1)")));
  }

  private void add(String word, EntityBuilder entity) {
    if (ids.putIfAbsent(word, entity.id) != null) {
      throw new IllegalArgumentException("two entities called " + word);
    }
    entities.put(word, entity);
  }

  private TestGraph edges(EdgeKind kind, String from, String choice, String... to) {
    for (String target : to) {
      graph.edge(new Edge(id(from), id(target), kind, Evidence.EXACT, "", choice, false));
    }
    return this;
  }
}
