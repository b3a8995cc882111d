package dev.peeps.heap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the layouts name, compiled for a walk: the plan file of docs/cut-format.md. Immutable. */
final class Plan {
  // What a field asks of the object it refers to.
  static final int PRIM = 1;
  static final int POINT = 2;
  static final int FOLLOW = 4;
  static final int NAME = 8;
  static final int TASK = 16;
  static final int ELEMENTS = 32;
  static final int ELEMENTS_TASK = 64;
  static final int DEEP = 128;

  private static final String[] MODES = {
    "prim", "point", "follow", "name", "task", "elements", "elements-task", "deep"
  };
  private static final String FIRST_LINE = "peeps-plan 1";

  /** A class that the plan names, with all below it. */
  static final class Type {
    final String name;
    boolean wide = true;
    boolean byField;
    long budget = -1;
    final List<Field> fields = new ArrayList<>();
    String settled;
    String unless;
    final List<String> keep = new ArrayList<>();

    Type(String name) {
      this.name = name;
    }
  }

  /** A field that the plan names. */
  static final class Field {
    final String name;
    final int modes;

    Field(String name, int modes) {
      this.name = name;
      this.modes = modes;
    }
  }

  private final Map<String, List<Type>> types = new HashMap<>();
  private final Set<String> methods = new HashSet<>();

  private Plan() {}

  /**
   * Parses a plan.
   *
   * @throws IllegalArgumentException with the line that makes no sense
   */
  static Plan parse(String... texts) {
    Plan plan = new Plan();
    for (String text : texts) {
      plan.add(text);
    }
    return plan;
  }

  private void add(String text) {
    Type type = null;
    int number = 0;
    boolean ended = false;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      List<String> words = words(text.substring(start, end));
      start = end + 1;
      number++;
      if (number == 1) {
        check(FIRST_LINE.equals(String.join(" ", words)), number, "this is no plan of version 1");
      } else if (!words.isEmpty()) {
        check(!ended, number, "something follows the end");
        ended = words.get(0).equals("end");
        if (words.get(0).equals("class")) {
          type = type(words, number);
        } else if (!ended) {
          statement(words, type, number);
        }
      }
    }
    check(ended, number, "the plan was cut off: its last line is not 'end'");
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (int at = 0; at < line.length(); ) {
      int end = line.indexOf(' ', at);
      end = end < 0 ? line.length() : end;
      if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  private Type type(List<String> words, int line) {
    check(words.size() > 1, line, "a class without a name");
    Type type = new Type(words.get(1));
    for (int i = 2; i < words.size(); i++) {
      String flag = words.get(i);
      if (flag.equals("narrow-only")) {
        type.wide = false;
      } else if (flag.equals("by-field")) {
        type.byField = true;
      } else if (flag.startsWith("budget:")) {
        type.budget = Long.parseLong(flag.substring("budget:".length()));
      } else {
        check(flag.equals("wide-only"), line, "the unknown flag " + flag);
        type.wide = true; // behind narrow-only as well: a file is read as a whole anyway
      }
    }
    types.computeIfAbsent(type.name, name -> new ArrayList<>(1)).add(type);
    return type;
  }

  private void statement(List<String> words, Type type, int line) {
    String what = words.get(0);
    if (what.equals("method")) {
      check(words.size() == 2, line, "a method has one name");
      methods.add(words.get(1));
      return;
    }
    check(type != null && words.size() > 1, line, "'" + what + "' belongs below a class");
    if (what.equals("field") || what.equals("static")) {
      int modes = 0;
      for (int i = 2; i < words.size(); i++) {
        modes |= mode(words.get(i), line);
      }
      type.fields.add(new Field(words.get(1), modes == 0 ? POINT : modes));
    } else if (what.equals("settled")) {
      type.settled = words.get(1);
      type.unless = words.size() > 3 ? words.get(3) : null;
    } else {
      check(what.equals("keep"), line, "the unknown statement " + what);
      type.keep.addAll(words.subList(1, words.size()));
    }
  }

  private static int mode(String word, int line) {
    for (int i = 0; i < MODES.length; i++) {
      if (MODES[i].equals(word)) {
        return 1 << i == ELEMENTS_TASK ? ELEMENTS | ELEMENTS_TASK : 1 << i;
      }
    }
    check(false, line, "the unknown mode " + word);
    return 0;
  }

  private static void check(boolean good, int line, String problem) {
    if (!good) {
      throw new IllegalArgumentException("plan, line " + line + ": " + problem);
    }
  }

  /** What the plan says about the class of this binary name; empty for most. */
  List<Type> types(String name) {
    return types.getOrDefault(name, Collections.emptyList());
  }

  /** True when all locals of this method's frames are wanted. */
  boolean method(String className, String method) {
    return !methods.isEmpty() && methods.contains(className + '.' + method);
  }
}
