package dev.peeps.layout;

import java.util.ArrayList;
import java.util.List;

/** What words mean inside one block: its variables, and whether it is about a frame. */
final class Names {
  final Layout layout;
  private final String packagePrefix;
  private final boolean frames;
  private final List<String> variables = new ArrayList<>();
  private int slots;
  private boolean graph;

  /** Set when an expression looks at a frame's objects. */
  boolean usesLocals;

  /**
   * @param packagePrefix put before class names without a dot; ends in a dot or is empty
   * @param frames true in frame rules
   */
  Names(Layout layout, String packagePrefix, boolean frames) {
    this.layout = layout;
    this.packagePrefix = packagePrefix;
    this.frames = frames;
  }

  /** Names inside a {@code finding} block: what is read there are entities. */
  static Names ofGraph(Layout layout, String packagePrefix) {
    Names names = new Names(layout, packagePrefix, false);
    names.graph = true;
    return names;
  }

  /** True in a {@code finding} block. */
  boolean graph() {
    return graph;
  }

  boolean frames() {
    return frames;
  }

  /** Slot of a variable, or -1. */
  int slot(String name) {
    return variables.lastIndexOf(name);
  }

  int declare(String name) {
    variables.add(name);
    slots = Math.max(slots, variables.size());
    return variables.size() - 1;
  }

  int mark() {
    return variables.size();
  }

  /** Forgets the variables declared since the mark. */
  void forget(int mark) {
    while (variables.size() > mark) {
      variables.remove(variables.size() - 1);
    }
  }

  /** How many variables are alive at most. */
  int slots() {
    return slots;
  }

  /** A class name as written, with the package where it has none. */
  String className(String written) {
    return written.indexOf('.') < 0 ? packagePrefix + written : written;
  }

  void uses(Token field) {
    (graph ? layout.usedAttributes : layout.usedFields).putIfAbsent(field.text, field);
  }
}
