package dev.peeps.layout;

import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The frame rules of all layouts, found by class and method. */
final class FrameRules {
  private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

  private final Map<String, List<Rule>> byClass = new HashMap<>();
  private final List<String> transparent = new ArrayList<>();

  void add(Layout file) {
    transparent.addAll(file.transparent);
    for (FrameRule rule : file.frameRules) {
      for (FrameRule.Method method : rule.methods) {
        List<Rule> rules = byClass.get(method.className);
        if (rules == null) {
          rules = new ArrayList<>(2);
          byClass.put(method.className, rules);
        }
        rules.add(new Rule(rule, method));
      }
    }
  }

  /** Reads all that speak about methods of this class. */
  void read(String className) {
    List<Rule> rules = byClass.get(className);
    for (int i = 0; rules != null && i < rules.size(); i++) {
      rules.get(i).rule.read();
    }
  }

  /** Which rules speak about a stack. Cost: linear in its frames. */
  Match match(List<HeapFrame> frames) {
    Match match = new Match();
    boolean searching = true;
    for (int i = 0; i < frames.size(); i++) {
      HeapFrame frame = frames.get(i);
      List<Rule> rules = byClass.get(frame.className());
      if (rules == null) {
        searching = searching && passes(frame.className());
        continue;
      }
      boolean runs = false;
      for (Rule rule : rules) {
        if (rule.method.matches(frame.method())) {
          Hit hit = new Hit(rule.rule, rule.method.className, i);
          if (rule.rule.running) {
            match.running.add(hit);
            runs = true;
          } else if (searching) {
            match.blocked.add(hit);
          }
        }
      }
      searching &= !runs;
    }
    return match;
  }

  /** True for classes of the JDK, by their names. */
  static boolean isJdk(String className) {
    for (String prefix : JDK) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The innermost frame that is neither the JDK's nor a library's, where the innermost that is not
   * the JDK's is a library's; else null: that frame is the place to look at.
   */
  String site(List<HeapFrame> frames) {
    boolean library = false;
    for (int i = 0; i < frames.size() && !transparent.isEmpty(); i++) {
      String className = frames.get(i).className();
      if (isJdk(className) || className.contains("$$Lambda")) {
        continue;
      }
      if (!passes(className)) {
        return library ? frames.get(i).text() : null;
      }
      library = true;
    }
    return null;
  }

  private boolean passes(String className) {
    if (isJdk(className)) {
      return true;
    }
    for (String prefix : transparent) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static final class Rule {
    private final FrameRule rule;
    private final FrameRule.Method method;

    Rule(FrameRule rule, FrameRule.Method method) {
      this.rule = rule;
      this.method = method;
    }
  }

  /** A rule that speaks about a frame. */
  static final class Hit {
    final FrameRule rule;
    final String className;
    final int frame;

    /** Thousands of threads stand in one frame, and are parked on things of one class. */
    private HeapClass lastType;

    private boolean lastIs;

    Hit(FrameRule rule, String className, int frame) {
      this.rule = rule;
      this.className = className;
      this.frame = frame;
    }

    /** Whether things of this class are of the rule's. */
    boolean isOf(HeapClass type) {
      if (type != lastType) {
        lastType = type;
        lastIs = type.isA(className);
      }
      return lastIs;
    }
  }

  /** What was found on one stack, innermost first. */
  static final class Match {
    final List<Hit> blocked = new ArrayList<>(2);
    final List<Hit> running = new ArrayList<>(2);
  }
}
