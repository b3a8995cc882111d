package dev.peeps.heap.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** A class of a dump under construction. */
public final class KlassSpec implements HasId {
  final long id;
  final int serial;
  final String name;
  final Map<String, Type> fields = new LinkedHashMap<>();
  final Map<String, Object> statics = new LinkedHashMap<>();
  KlassSpec superclass;
  HasId loader;

  KlassSpec(long id, int serial, String name) {
    this.id = id;
    this.serial = serial;
    this.name = name;
  }

  /** Declares the superclass; java.lang.Object when never called. */
  public KlassSpec extending(KlassSpec superclass) {
    this.superclass = superclass;
    return this;
  }

  /** Declares an instance field that holds a reference. */
  public KlassSpec field(String name) {
    return field(Type.OBJECT, name);
  }

  /** Declares an instance field. */
  public KlassSpec field(Type type, String name) {
    fields.put(name, type);
    return this;
  }

  /** A static field and its value: a Java primitive, null or something with an id. */
  public KlassSpec staticField(String name, Object value) {
    statics.put(name, value);
    return this;
  }

  public KlassSpec loadedBy(HasId loader) {
    this.loader = loader;
    return this;
  }

  /** The class on the way up that declares this field, or null. */
  KlassSpec declaring(String field) {
    KlassSpec at = this;
    for (int depth = 0; at != null && depth < 1000; depth++, at = at.superclass) {
      if (at.fields.containsKey(field)) {
        return at;
      }
    }
    return null;
  }

  /** Name as HotSpot writes it: {@code a/b/C}, {@code [La/b/C;}, {@code [I}. */
  String internalName() {
    int dimensions = 0;
    String element = name;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
      dimensions++;
    }
    if (dimensions == 0) {
      return name.replace('.', '/');
    }
    return "[".repeat(dimensions) + descriptor(element);
  }

  private static String descriptor(String element) {
    switch (element) {
      case "boolean":
        return "Z";
      case "char":
        return "C";
      case "float":
        return "F";
      case "double":
        return "D";
      case "byte":
        return "B";
      case "short":
        return "S";
      case "int":
        return "I";
      case "long":
        return "J";
      default:
        return "L" + element.replace('.', '/') + ";";
    }
  }

  @Override
  public long id() {
    return id;
  }
}
