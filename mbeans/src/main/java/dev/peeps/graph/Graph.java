package dev.peeps.graph;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;

/**
 * Entities, edges and scopes of one or several processes. Immutable; made with {@link Builder}.
 *
 * <p>Look-ups by id and by end of an edge are constant time. Entities and edges are numbered in the
 * order in which they were added, so that algorithms over a million of them can use arrays.
 */
public final class Graph {
  private final List<ProcessInfo> processes;
  private final List<Entity> entities;

  /** What is asked for each of millions of edges stands beside the entities. */
  private final EntityKind[] kinds;

  private final BitSet idle;

  private final IdTable ids;
  private final List<Edge> edges;
  private final int[] fromIndex;
  private final int[] toIndex;
  private final Adjacency out;
  private final Adjacency in;
  private final List<Scope> scopes;
  private final List<GraphNotice> notices;

  private Graph(Builder builder) {
    this.processes = List.copyOf(builder.processes);
    this.entities = Collections.unmodifiableList(new ArrayList<>(builder.entities));
    this.kinds = new EntityKind[entities.size()];
    this.idle = new BitSet();
    for (int index = 0; index < kinds.length; index++) {
      kinds[index] = entities.get(index).kind();
      idle.set(index, entities.get(index).idle());
    }
    this.ids = new IdTable(entities, builder.ids);
    this.edges = List.copyOf(builder.edges.edges());
    this.scopes = List.copyOf(builder.scopes);
    this.notices = List.copyOf(builder.notices);
    this.fromIndex = new int[edges.size()];
    this.toIndex = new int[edges.size()];
    int[] numbers = new int[edges.size()];
    for (int number = 0; number < numbers.length; number++) {
      Edge edge = edges.get(number);
      fromIndex[number] = ids.indexOf(edge.from());
      toIndex[number] = ids.indexOf(edge.to());
      if (fromIndex[number] < 0 || toIndex[number] < 0) {
        throw new IllegalStateException("edge without both ends: " + edge);
      }
      numbers[number] = number;
    }
    this.out = Adjacency.of(entities.size(), fromIndex, numbers, numbers.length);
    this.in = Adjacency.of(entities.size(), toIndex, numbers, numbers.length);
  }

  private Graph(Graph graph, List<GraphNotice> more) {
    this.processes = graph.processes;
    this.entities = graph.entities;
    this.kinds = graph.kinds;
    this.idle = graph.idle;
    this.ids = graph.ids;
    this.edges = graph.edges;
    this.fromIndex = graph.fromIndex;
    this.toIndex = graph.toIndex;
    this.out = graph.out;
    this.in = graph.in;
    this.scopes = graph.scopes;
    List<GraphNotice> all = new ArrayList<>(graph.notices);
    all.addAll(more);
    this.notices = List.copyOf(all);
  }

  /** This graph with more notices behind its own; all else is shared with it. Cost: theirs. */
  public Graph with(List<GraphNotice> more) {
    return new Graph(this, more);
  }

  /**
   * A graph like this one in which each edge is what the function makes of it; of two that become
   * equal one stays. Cost: that of a new graph.
   */
  public Graph withEdges(UnaryOperator<Edge> change) {
    Builder builder = new Builder();
    for (ProcessInfo process : processes) {
      builder.process(process);
    }
    for (Entity entity : entities) {
      builder.entity(entity);
    }
    for (Edge edge : edges) {
      builder.edge(change.apply(edge));
    }
    for (Scope scope : scopes) {
      builder.scope(scope);
    }
    for (GraphNotice notice : notices) {
      builder.notice(notice);
    }
    return builder.build();
  }

  /** Whether one of the two was made from the other by {@link #with}, or both from one. */
  public boolean sharesAllWith(Graph other) {
    return ids == other.ids;
  }

  public List<ProcessInfo> processes() {
    return processes;
  }

  /** All entities in the order in which they were added. */
  public Collection<Entity> entities() {
    return entities;
  }

  /** The entity of this id, or null. */
  public Entity entity(String id) {
    int index = ids.indexOf(id);
    return index < 0 ? null : entities.get(index);
  }

  /** Number of the entity of this id, from 0 in the order of {@link #entities}; -1 when none. */
  public int indexOf(String id) {
    return ids.indexOf(id);
  }

  /** The entity of this number. */
  public Entity entityAt(int index) {
    return entities.get(index);
  }

  /** The kind of the entity of this number, without a look at the entity. */
  public EntityKind kindAt(int index) {
    return kinds[index];
  }

  /** Whether the entity of this number is idle, without a look at the entity. */
  public boolean idleAt(int index) {
    return idle.get(index);
  }

  public List<Edge> edges() {
    return edges;
  }

  /** Number of the entity at which the edge of this number in {@link #edges} starts. */
  public int fromIndex(int edge) {
    return fromIndex[edge];
  }

  /** Number of the entity at which the edge of this number in {@link #edges} ends. */
  public int toIndex(int edge) {
    return toIndex[edge];
  }

  /** From the number of an entity to the numbers of the edges that start there. */
  public Adjacency out() {
    return out;
  }

  /** From the number of an entity to the numbers of the edges that end there. */
  public Adjacency in() {
    return in;
  }

  /** Edges that start at this entity; empty when none. */
  public List<Edge> from(String id) {
    return slice(out, id);
  }

  /** Edges that end at this entity; empty when none. */
  public List<Edge> to(String id) {
    return slice(in, id);
  }

  private List<Edge> slice(Adjacency adjacency, String id) {
    int index = ids.indexOf(id);
    if (index < 0 || adjacency.first(index) == adjacency.end(index)) {
      return List.of();
    }
    return new Slice(edges, adjacency, adjacency.first(index), adjacency.end(index));
  }

  public List<Scope> scopes() {
    return scopes;
  }

  public List<GraphNotice> notices() {
    return notices;
  }

  /** The edges at one entity, read from the graph's arrays and not copied. */
  private static final class Slice extends AbstractList<Edge> implements RandomAccess {
    private final List<Edge> edges;
    private final Adjacency adjacency;
    private final int first;
    private final int end;

    Slice(List<Edge> edges, Adjacency adjacency, int first, int end) {
      this.edges = edges;
      this.adjacency = adjacency;
      this.first = first;
      this.end = end;
    }

    @Override
    public Edge get(int index) {
      return edges.get(adjacency.target(first + Objects.checkIndex(index, size())));
    }

    @Override
    public int size() {
      return end - first;
    }
  }

  /**
   * Collects a graph. Edges whose ends are not entities by the time of {@link #build} are refused.
   */
  public static final class Builder {
    private final List<ProcessInfo> processes = new ArrayList<>();
    private final List<Entity> entities = new ArrayList<>();
    private final IdTable ids = new IdTable(entities);
    private final EdgeTable edges = new EdgeTable();
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
      entities.add(entity);
      if (!ids.add(entities.size() - 1)) {
        entities.remove(entities.size() - 1);
        throw new IllegalArgumentException("two entities with the id " + entity.id());
      }
      return this;
    }

    /**
     * Puts an entity in the place of that with its id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Builder replace(Entity entity) {
      int place = ids.indexOf(entity.id());
      if (place < 0) {
        throw new IllegalArgumentException("no entity with the id " + entity.id());
      }
      entities.set(place, entity);
      return this;
    }

    /**
     * Adds an edge; an equal one that is there already stays (an exact one replaces an inferred
     * one).
     */
    public Builder edge(Edge edge) {
      edges.add(edge);
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
      return new Graph(this);
    }
  }
}
