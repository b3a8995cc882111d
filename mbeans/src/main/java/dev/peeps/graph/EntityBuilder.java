package dev.peeps.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the facts of one {@link Entity}. Not safe for use by several threads. */
public final class EntityBuilder {
  final String id;
  final String process;
  final EntityKind kind;
  String type = "";
  String name = "";
  String state = "";
  boolean idle;
  Map<String, Object> attributes = Map.of();
  List<String> stack = List.of();
  List<String> logicalStack = List.of();

  public EntityBuilder(String id, String process, EntityKind kind) {
    this.id = id;
    this.process = process;
    this.kind = kind;
  }

  public EntityBuilder type(String value) {
    type = value;
    return this;
  }

  public EntityBuilder name(String value) {
    name = value;
    return this;
  }

  public EntityBuilder state(String value) {
    state = value;
    return this;
  }

  public EntityBuilder idle(boolean value) {
    idle = value;
    return this;
  }

  /** Adds or replaces a fact; see {@link Entity#attributes} for the types allowed. */
  public EntityBuilder attribute(String key, Object value) {
    if (attributes.isEmpty()) {
      attributes = new LinkedHashMap<>();
    }
    attributes.put(key, value);
    return this;
  }

  /**
   * Takes the list itself, so that equal stacks can be shared; the caller does not change it any
   * more.
   */
  public EntityBuilder stack(List<String> frames) {
    stack = frames;
    return this;
  }

  /** Takes the list itself; the caller does not change it any more. */
  public EntityBuilder logicalStack(List<String> frames) {
    logicalStack = frames;
    return this;
  }

  public Entity build() {
    return new Entity(this);
  }
}
