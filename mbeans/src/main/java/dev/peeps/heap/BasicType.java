package dev.peeps.heap;

/** HPROF's codes of basic types. */
final class BasicType {
  static final int OBJECT = 2;
  static final int BOOLEAN = 4;
  static final int CHAR = 5;
  static final int FLOAT = 6;
  static final int DOUBLE = 7;
  static final int BYTE = 8;
  static final int SHORT = 9;
  static final int INT = 10;
  static final int LONG = 11;

  private static final String[] NAMES = {
    "boolean[]", "char[]", "float[]", "double[]", "byte[]", "short[]", "int[]", "long[]"
  };

  private BasicType() {}

  /** Size of a value in bytes; 0 for what is no basic type. */
  static int size(int type, int idSize) {
    switch (type) {
      case OBJECT:
        return idSize;
      case BOOLEAN:
      case BYTE:
        return 1;
      case CHAR:
      case SHORT:
        return 2;
      case FLOAT:
      case INT:
        return 4;
      case DOUBLE:
      case LONG:
        return 8;
      default:
        return 0;
    }
  }

  /** Name of the array class with elements of this primitive type. */
  static String arrayName(int type) {
    return NAMES[type - BOOLEAN];
  }

  /** Element type of the array class of this name; -1 for all but arrays of primitives. */
  static int arrayNamed(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return BOOLEAN + i;
      }
    }
    return -1;
  }

  /** The value of this type at this place. */
  static Value value(int type, byte[] b, int at, int idSize) {
    switch (type) {
      case OBJECT:
        return Value.reference(Bytes.id(b, at, idSize));
      case BOOLEAN:
      case BYTE:
        return Value.number(b[at]);
      case CHAR:
        return Value.number(((b[at] & 0xff) << 8) | (b[at + 1] & 0xff));
      case SHORT:
        return Value.number((short) (((b[at] & 0xff) << 8) | (b[at + 1] & 0xff)));
      case INT:
        return Value.number(Bytes.int4(b, at));
      case LONG:
        return Value.number(Bytes.long8(b, at));
      case FLOAT:
        return Value.decimal(Float.intBitsToFloat(Bytes.int4(b, at)));
      case DOUBLE:
        return Value.decimal(Double.longBitsToDouble(Bytes.long8(b, at)));
      default:
        return Value.UNKNOWN;
    }
  }
}
