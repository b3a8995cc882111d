package dev.peeps.heap.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instance or an array of a dump under construction. */
public final class ObjectSpec implements HasId {
  final long id;
  final KlassSpec klass;
  final List<Object> elements;
  final Map<String, Object> values = new LinkedHashMap<>();
  boolean omitted;

  ObjectSpec(long id, KlassSpec klass, List<Object> elements) {
    this.id = id;
    this.klass = klass;
    this.elements = elements;
  }

  /**
   * Sets a field. A field that no class on the way up declares is declared by the object's own
   * class, of the type of the value.
   *
   * @param value a Java primitive, null, or something with an id (a text: {@link Hprof#string})
   */
  public ObjectSpec set(String field, Object value) {
    if (klass.declaring(field) == null) {
      klass.field(Type.of(value), field);
    }
    Type type = klass.declaring(field).fields.get(field);
    if (value != null && Type.of(value) != type) {
      throw new IllegalArgumentException(
          klass.name + "." + field + " is a " + type + ", not a " + Type.of(value));
    }
    values.put(field, value);
    return this;
  }

  /** Leaves the record out: others may refer to the object, but the dump does not have it. */
  public ObjectSpec omitted() {
    omitted = true;
    return this;
  }

  boolean isArray() {
    return elements != null;
  }

  @Override
  public long id() {
    return id;
  }
}
