package dev.peeps.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Entities, edges and scopes of one or several processes. Immutable; made with {@link Builder}.
 * Look-ups by id and by end of an edge are constant time.
 */
public final class Graph {
  private final List<ProcessInfo> processes;
  private final Map<String, Entity> entities;
  private final List<Edge> edges;
  private final Map<String, List<Edge>> out;
  private final Map<String, List<Edge>> in;
  private final List<Scope> scopes;
  private final List<GraphNotice> notices;

  private Graph(Builder builder) {
    this.processes = List.copyOf(builder.processes);
    this.entities = Collections.unmodifiableMap(new LinkedHashMap<>(builder.entities));
    this.edges = List.copyOf(builder.edges);
    this.scopes = List.copyOf(builder.scopes);
    this.notices = List.copyOf(builder.notices);
    this.out = new LinkedHashMap<>();
    this.in = new LinkedHashMap<>();
    for (Edge edge : edges) {
      out.computeIfAbsent(edge.from(), key -> new ArrayList<>(2)).add(edge);
      in.computeIfAbsent(edge.to(), key -> new ArrayList<>(2)).add(edge);
    }
  }

  public List<ProcessInfo> processes() {
    return processes;
  }

  /** All entities in the order in which they were added. */
  public Collection<Entity> entities() {
    return entities.values();
  }

  /** The entity of this id, or null. */
  public Entity entity(String id) {
    return entities.get(id);
  }

  public List<Edge> edges() {
    return edges;
  }

  /** Edges that start at this entity; empty when none. */
  public List<Edge> from(String id) {
    return Collections.unmodifiableList(out.getOrDefault(id, List.of()));
  }

  /** Edges that end at this entity; empty when none. */
  public List<Edge> to(String id) {
    return Collections.unmodifiableList(in.getOrDefault(id, List.of()));
  }

  public List<Scope> scopes() {
    return scopes;
  }

  public List<GraphNotice> notices() {
    return notices;
  }

  /**
   * Collects a graph. Edges whose ends are not entities by the time of {@link #build} are refused.
   */
  public static final class Builder {
    private final List<ProcessInfo> processes = new ArrayList<>();
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final List<Scope> scopes = new ArrayList<>();
    private final List<GraphNotice> notices = new ArrayList<>();

    public Builder process(ProcessInfo process) {
      processes.add(Objects.requireNonNull(process));
      return this;
    }

    /**
     * Adds an entity.
     *
     * @throws IllegalArgumentException when its id is taken
     */
    public Builder entity(Entity entity) {
      if (entities.putIfAbsent(entity.id(), entity) != null) {
        throw new IllegalArgumentException("two entities with the id " + entity.id());
      }
      return this;
    }

    /**
     * Adds an edge; an equal one that is there already stays (an exact one replaces an inferred
     * one).
     */
    public Builder edge(Edge edge) {
      if (!edges.add(edge) && edge.evidence() == Evidence.EXACT) {
        edges.remove(edge);
        edges.add(edge);
      }
      return this;
    }

    public Builder scope(Scope scope) {
      scopes.add(Objects.requireNonNull(scope));
      return this;
    }

    public Builder notice(GraphNotice notice) {
      notices.add(Objects.requireNonNull(notice));
      return this;
    }

    /**
     * The graph.
     *
     * @throws IllegalStateException when an edge starts or ends at something that is no entity
     */
    public Graph build() {
      for (Edge edge : edges) {
        if (!entities.containsKey(edge.from()) || !entities.containsKey(edge.to())) {
          throw new IllegalStateException("edge without both ends: " + edge);
        }
      }
      return new Graph(this);
    }
  }
}
