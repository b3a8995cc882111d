package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;

/**
 * Values of expressions and the three-valued logic over them (Kleene). A value is a {@link Value}
 * (reference, null, unknown, absent), a Long, Double, String, Boolean, {@link Seq}, {@link Entry},
 * {@link Draft} (the monitor of an object) or {@link #SOMETHING}.
 */
final class Truth {

  /** Not null, but nothing else is known: the settling field of a settled object. */
  static final Object SOMETHING = new Object();

  private Truth() {}

  static boolean unknown(Object value) {
    return value == Value.UNKNOWN || value == Value.ABSENT;
  }

  /** 1 true, 0 false, -1 unknown. */
  static int of(Object value) {
    if (value instanceof Boolean) {
      return (Boolean) value ? 1 : 0;
    }
    if (value instanceof Long) {
      return (Long) value != 0 ? 1 : 0;
    }
    if (value == Value.NULL) {
      return 0;
    }
    if (value == SOMETHING
        || value instanceof Entity
        || (value instanceof Value && ((Value) value).isReference())) {
      return 1;
    }
    return -1;
  }

  /** True only when known to be true. */
  static boolean holds(Object value) {
    return of(value) == 1;
  }

  static Object value(int truth) {
    return truth < 0 ? Value.UNKNOWN : (Object) (truth == 1);
  }

  /** 1 equal, 0 different, -1 unknown. */
  static int same(Object a, Object b, Env env) {
    if (unknown(a) || unknown(b)) {
      return -1;
    }
    if (a == SOMETHING || b == SOMETHING) {
      return (a == Value.NULL || b == Value.NULL) ? 0 : -1;
    }
    if (a == Value.NULL || b == Value.NULL) {
      return a == b ? 1 : 0;
    }
    if (a instanceof String || b instanceof String) {
      String left = text(a, env);
      String right = text(b, env);
      return left == null || right == null ? -1 : left.equals(right) ? 1 : 0;
    }
    if (isNumber(a) && isNumber(b)) {
      return decimal(a) == decimal(b) && whole(a) == whole(b) ? 1 : 0;
    }
    return a.equals(b) ? 1 : 0;
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  static long whole(Object number) {
    if (number instanceof Boolean) {
      return (Boolean) number ? 1 : 0;
    }
    return ((Number) number).longValue();
  }

  static double decimal(Object number) {
    return number instanceof Double ? (Double) number : whole(number);
  }

  /** The text of a String object or of a text; null when there is none or it was not copied. */
  static String text(Object value, Env env) {
    if (value instanceof String) {
      return (String) value;
    }
    if (value instanceof Value && ((Value) value).isReference()) {
      HeapObject object = env.run.heap.object(((Value) value).id());
      return object == null ? null : object.text();
    }
    return null;
  }

  /** What a heap field holds, as a value of the language. */
  static Object fromHeap(Value value) {
    switch (value.kind()) {
      case NUMBER:
        return value.number();
      case DECIMAL:
        return value.decimal();
      default:
        return value;
    }
  }
}
