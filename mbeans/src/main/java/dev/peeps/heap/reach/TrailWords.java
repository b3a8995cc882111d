package dev.peeps.heap.reach;

/**
 * Writes a way through a heap as a programmer would: static field, fields, and of collections only
 * the entry or index, not the nodes and tables inside.
 */
final class TrailWords {
  private static final String ARROW = " → ";
  private static final int LONGEST = 300;

  private TrailWords() {}

  static String of(Trail trail, Steps steps) {
    StringBuilder text = new StringBuilder();
    long[] way = trail.objects;
    if (!trail.fromClass && trail.thread == 0) {
      text.append("native code (a JNI reference)");
    }
    boolean inside = false;
    boolean named = trail.fromClass;
    for (int i = 0; i + 1 < way.length; i++) {
      Steps.Step step = steps.of(way[i], way[i + 1]);
      if (step == null) {
        text.append(ARROW).append('?');
        continue;
      }
      Steps.Step next = i + 2 < way.length ? steps.of(way[i + 1], way[i + 2]) : null;
      if (i == 0 && trail.fromClass) {
        fromClass(step, text);
      } else if (step.key != 0) {
        String key = steps.key(step.key);
        text.append(ARROW).append(key == null ? "an entry" : "entry " + key);
        named = true;
      } else if (isCollection(step.type)) {
        if (!named) {
          text.append(ARROW).append(simple(step.type));
          named = true;
        }
        boolean leaves = next == null || !isInner(next.type);
        if (leaves && !inside) {
          text.append(ARROW).append("an element");
        }
      } else if (step.index >= 0) {
        boolean leaves = next == null || !isInner(next.type);
        if (leaves) {
          text.append('[').append(step.index).append(']');
        }
        inside = leaves;
        continue;
      } else {
        if (!named) {
          text.append(ARROW).append(simple(step.type));
        }
        text.append('.').append(step.field);
        named = true;
      }
      inside = false;
    }
    return text.length() <= LONGEST ? text.toString() : shortened(text);
  }

  private static void fromClass(Steps.Step step, StringBuilder text) {
    if ("<resolved_references>".equals(step.field)) {
      text.append("a constant in the code of ").append(simple(step.type));
    } else {
      text.append(simple(step.type)).append('.').append(step.field);
    }
  }

  private static String shortened(StringBuilder text) {
    int half = LONGEST / 2;
    return text.substring(0, half) + " … " + text.substring(text.length() - half);
  }

  /** The JDK's collections, their nodes, and the arrays of those. */
  private static boolean isInner(String type) {
    return type.startsWith("java.util.") || type.startsWith("java.lang.Object[");
  }

  private static boolean isCollection(String type) {
    return type.startsWith("java.util.") && !type.endsWith("[]");
  }

  /** A class without its package. */
  static String simple(String type) {
    int lambda = type.indexOf("$$Lambda");
    if (lambda > 0) {
      return "a lambda of " + simple(type.substring(0, lambda));
    }
    // A name may begin with a dollar, as of classes that a tool has put into another jar.
    int name = type.lastIndexOf('.') + 1;
    return type.substring(name, name + 1) + type.substring(name + 1).replace('$', '.');
  }
}
