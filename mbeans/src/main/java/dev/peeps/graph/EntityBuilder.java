package dev.peeps.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Collects the facts of one {@link Entity}. Not safe for use by several threads. */
public final class EntityBuilder {
  private static final Object[] NONE = {};

  final String id;
  final String process;
  final EntityKind kind;
  String type = "";
  String name = "";
  String state = "";
  boolean idle;

  /**
   * Keys and values in turn: a hash map for each of a million threads would be most of the work.
   */
  Object[] attributes = NONE;

  int attributesUsed;
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
    for (int place = 0; place < attributesUsed; place += 2) {
      if (attributes[place].equals(key)) {
        attributes[place + 1] = value;
        return this;
      }
    }
    if (attributesUsed == attributes.length) {
      attributes = Arrays.copyOf(attributes, Math.max(4, 2 * attributesUsed));
    }
    attributes[attributesUsed++] = Objects.requireNonNull(key);
    attributes[attributesUsed++] = value;
    return this;
  }

  /** Whether there is a fact of this name. */
  public boolean has(String key) {
    return get(key) != null;
  }

  /** What the fact of this name says; null when there is none. */
  public Object get(String key) {
    for (int place = 0; place < attributesUsed; place += 2) {
      if (attributes[place].equals(key)) {
        return attributes[place + 1];
      }
    }
    return null;
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
