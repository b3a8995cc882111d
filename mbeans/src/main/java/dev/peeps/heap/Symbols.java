package dev.peeps.heap;

import java.io.IOException;
import java.util.Arrays;

/**
 * The texts of a file: names of classes, fields, methods, source files. Kept as bytes, decoded when
 * first asked for and then shared.
 */
final class Symbols {
  private final LongIndex ids = new LongIndex();
  private final LongList positions = new LongList();
  private final ByteStore bytes = new ByteStore();
  private String[] decoded = new String[0];

  void add(long id, int length, HprofInput in) throws IOException {
    int before = ids.size();
    if (ids.add(id) < before) {
      return;
    }
    long position = bytes.add(length);
    positions.add(position);
    in.read(bytes.array(position), bytes.offset(position), length);
  }

  /** No more texts come: from now on any thread may ask. */
  void close() {
    decoded = Arrays.copyOf(decoded, positions.size());
  }

  /** The text of this id; null for 0 and for an id that has no record. */
  String text(long id) {
    int number = ids.find(id);
    if (number < 0) {
      return null;
    }
    if (number >= decoded.length) {
      return decode(number); // more texts may come
    }
    String text = decoded[number];
    if (text == null) {
      text = decode(number);
      decoded[number] = text;
    }
    return text;
  }

  private String decode(int number) {
    long position = positions.get(number);
    return Bytes.text(bytes.array(position), bytes.offset(position), bytes.length(position));
  }

  /**
   * Binary name for a name as HotSpot writes it: {@code [La/b/C;} becomes {@code a.b.C[]}. A hidden
   * class has a slash before its number, as Class.getName gives it; files have a plus sign there,
   * or a dot.
   */
  static String binaryName(String internal) {
    int dimensions = 0;
    while (dimensions < internal.length() && internal.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return dotted(internal);
    }
    StringBuilder name = new StringBuilder(internal.length() + 2 * dimensions);
    name.append(elementName(internal.substring(dimensions)));
    for (int i = 0; i < dimensions; i++) {
      name.append("[]");
    }
    return name.toString();
  }

  private static String elementName(String descriptor) {
    if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
      return dotted(descriptor.substring(1, descriptor.length() - 1));
    }
    switch (descriptor) {
      case "Z":
        return "boolean";
      case "C":
        return "char";
      case "F":
        return "float";
      case "D":
        return "double";
      case "B":
        return "byte";
      case "S":
        return "short";
      case "I":
        return "int";
      case "J":
        return "long";
      default:
        return dotted(descriptor);
    }
  }

  private static String dotted(String internal) {
    int number = internal.lastIndexOf('x') - 1; // no digit of it is an x
    if (number > 0 && internal.charAt(number) == '0') {
      char before = internal.charAt(number - 1);
      if (before == '+' || before == '.') {
        return internal.substring(0, number - 1).replace('/', '.')
            + '/'
            + internal.substring(number);
      }
    }
    return internal.replace('/', '.');
  }
}
