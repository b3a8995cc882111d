package dev.peeps.heap.testing;

/** Basic types of HPROF with their codes and sizes. */
public enum Type {
  OBJECT(2, 0),
  BOOLEAN(4, 1),
  CHAR(5, 2),
  FLOAT(6, 4),
  DOUBLE(7, 8),
  BYTE(8, 1),
  SHORT(9, 2),
  INT(10, 4),
  LONG(11, 8);

  final int code;
  private final int size;

  Type(int code, int size) {
    this.code = code;
    this.size = size;
  }

  int size(int idSize) {
    return this == OBJECT ? idSize : size;
  }

  /** Type of the field that holds this value; null and everything with an id is a reference. */
  static Type of(Object value) {
    if (value instanceof Boolean) {
      return BOOLEAN;
    } else if (value instanceof Character) {
      return CHAR;
    } else if (value instanceof Float) {
      return FLOAT;
    } else if (value instanceof Double) {
      return DOUBLE;
    } else if (value instanceof Byte) {
      return BYTE;
    } else if (value instanceof Short) {
      return SHORT;
    } else if (value instanceof Integer) {
      return INT;
    } else if (value instanceof Long) {
      return LONG;
    }
    return OBJECT;
  }

  /** Type of the elements of a primitive array class ({@code int[]}), or OBJECT. */
  static Type ofElements(String arrayClass) {
    for (Type type : values()) {
      if (type != OBJECT
          && arrayClass.equals(type.name().toLowerCase(java.util.Locale.ROOT) + "[]")) {
        return type;
      }
    }
    return OBJECT;
  }
}
