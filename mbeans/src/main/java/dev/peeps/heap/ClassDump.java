package dev.peeps.heap;

import java.io.IOException;

/** A CLASS DUMP record as it stands in the file; names are still string ids. */
final class ClassDump {
  private static final int SMALLEST_FIELD = 5;

  final long id;
  final long superclass;
  final long loader;
  final long[] staticNames;
  final byte[] staticTypes;
  final Value[] staticValues;
  final long[] fieldNames;
  final byte[] fieldTypes;

  /** A record made of parts of another. */
  private ClassDump(ClassDump from, long superclass, boolean[] statics, boolean[] fields) {
    id = from.id;
    this.superclass = superclass;
    loader = from.loader;
    staticNames = only(from.staticNames, statics);
    staticTypes = only(from.staticTypes, statics);
    staticValues = new Value[staticNames.length];
    for (int i = 0, next = 0; i < statics.length; i++) {
      if (statics[i]) {
        staticValues[next++] = from.staticValues[i];
      }
    }
    fieldNames = only(from.fieldNames, fields);
    fieldTypes = only(from.fieldTypes, fields);
  }

  /** The same class with another superclass and only some of its fields. */
  ClassDump reduced(long newSuperclass, boolean[] statics, boolean[] fields) {
    return new ClassDump(this, newSuperclass, statics, fields);
  }

  private static int count(boolean[] wanted) {
    int count = 0;
    for (boolean one : wanted) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static long[] only(long[] all, boolean[] wanted) {
    long[] result = new long[count(wanted)];
    for (int i = 0, next = 0; i < all.length; i++) {
      if (wanted[i]) {
        result[next++] = all[i];
      }
    }
    return result;
  }

  private static byte[] only(byte[] all, boolean[] wanted) {
    byte[] result = new byte[count(wanted)];
    for (int i = 0, next = 0; i < all.length; i++) {
      if (wanted[i]) {
        result[next++] = all[i];
      }
    }
    return result;
  }

  /** Reads the record that follows its sub-tag. */
  ClassDump(HprofInput in) throws IOException {
    id = in.id();
    in.u4();
    superclass = in.id();
    loader = in.id();
    for (int i = 0; i < 4; i++) {
      in.id();
    }
    in.u4();
    int constants = in.u2();
    for (int i = 0; i < constants; i++) {
      in.u2();
      value(in, in.u1());
    }
    int statics = in.u2();
    in.require((long) statics * SMALLEST_FIELD);
    staticNames = new long[statics];
    staticTypes = new byte[statics];
    staticValues = new Value[statics];
    for (int i = 0; i < statics; i++) {
      staticNames[i] = in.id();
      int type = in.u1();
      staticTypes[i] = (byte) type;
      staticValues[i] = value(in, type);
    }
    int fields = in.u2();
    in.require((long) fields * SMALLEST_FIELD);
    fieldNames = new long[fields];
    fieldTypes = new byte[fields];
    for (int i = 0; i < fields; i++) {
      fieldNames[i] = in.id();
      int type = in.u1();
      checked(in, type);
      fieldTypes[i] = (byte) type;
    }
  }

  private static Value value(HprofInput in, int type) throws IOException {
    byte[] bytes = new byte[checked(in, type)];
    in.read(bytes, 0, bytes.length);
    return BasicType.value(type, bytes, 0, in.idSize());
  }

  private static int checked(HprofInput in, int type) throws IOException {
    int size = BasicType.size(type, in.idSize());
    if (size == 0) {
      throw new CorruptRecord(in.offset(), "a class with a field of the unknown type " + type);
    }
    return size;
  }
}
