package dev.peeps.graph;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Where entities live: a process, connection, structured task scope, or an executor seen as a
 * place. Immutable.
 */
public final class Scope {
  private final String id;
  private final String process;
  private final String kind;
  private final String name;
  private final String entity;
  private final List<String> members;

  /**
   * @param kind {@code process}, {@code connection}, {@code task_scope} or {@code executor}
   * @param entity id of the entity that this scope is, or null
   * @param members ids of the entities in it
   */
  public Scope(
      String id, String process, String kind, String name, String entity, List<String> members) {
    this.id = Objects.requireNonNull(id);
    this.process = Objects.requireNonNull(process);
    this.kind = Objects.requireNonNull(kind);
    this.name = Objects.requireNonNull(name);
    this.entity = entity;
    this.members = Collections.unmodifiableList(members);
  }

  public String id() {
    return id;
  }

  public String process() {
    return process;
  }

  public String kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  /** Id of the entity that this scope is, or null. */
  public String entity() {
    return entity;
  }

  public List<String> members() {
    return members;
  }
}
