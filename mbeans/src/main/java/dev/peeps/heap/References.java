package dev.peeps.heap;

import java.util.Arrays;

/** What an object refers to, read off its fields or elements. */
final class References {
  private References() {}

  /** Ids in the order of the fields, superclasses last; empty for null. */
  static long[] of(HeapObject object) {
    if (object == null || object instanceof ClassObject) {
      return new long[0];
    }
    long[] ids = new long[8];
    int count = 0;
    for (int index = 0; index < object.length(); index++) {
      Value element = object.element(index);
      if (element.isUnknown()) {
        break; // the rest was not recorded, or is not made of references
      }
      count = add(element, ids = room(ids, count), count);
    }
    int depth = 0;
    for (HeapClass type = object.type(); type != null && depth < 1000; depth++) {
      for (String name : type.fieldNames()) {
        count = add(object.field(name), ids = room(ids, count), count);
      }
      type = type.superclass();
    }
    return Arrays.copyOf(ids, count);
  }

  private static long[] room(long[] ids, int count) {
    return count < ids.length ? ids : Arrays.copyOf(ids, count * 2);
  }

  private static int add(Value value, long[] ids, int count) {
    if (!value.isReference()) {
      return count;
    }
    ids[count] = value.id();
    return count + 1;
  }
}
