package dev.peeps.render;

import dev.peeps.graph.Entity;
import java.util.List;

/** Reads stack lines: which place in the code a person should look at. */
final class Places {
  private static final String[] PLATFORM = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

  private Places() {}

  /**
   * True for a frame of a class that somebody wrote and that does not come with the JDK: not for
   * the class that the JVM makes of a lambda, whose body is a frame of its own. A loader may stand
   * before the class.
   */
  static boolean isApplication(String frame) {
    int loader = frame.indexOf("//");
    int start = loader < 0 ? 0 : loader + 2;
    if (frame.indexOf("$$Lambda", start) >= 0) {
      return false;
    }
    for (String prefix : PLATFORM) {
      if (frame.startsWith(prefix, start)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The innermost application frame of the logical stack, else of the raw one; else the innermost
   * frame of all; empty when there is no stack.
   */
  static String site(Entity task) {
    String site = firstApplication(task.logicalStack());
    if (site.isEmpty()) {
      site = firstApplication(task.stack());
    }
    if (site.isEmpty() && !task.stack().isEmpty()) {
      site = task.stack().get(0);
    }
    return site;
  }

  private static String firstApplication(List<String> stack) {
    for (String frame : stack) {
      if (isApplication(frame)) {
        return frame;
      }
    }
    return "";
  }

  /**
   * What stands in parentheses behind the state of a thread in a thread dump; empty for nothing.
   */
  static String stateDetail(Entity thread) {
    if (thread.state().equals("BLOCKED")) {
      return "on object monitor";
    }
    if (thread.stack().isEmpty() || !thread.state().endsWith("WAITING")) {
      return "";
    }
    String top = thread.stack().get(0);
    if (top.startsWith("java.lang.Object.wait")) {
      return "on object monitor";
    }
    if (top.startsWith("java.lang.Thread.sleep")) {
      return "sleeping";
    }
    if (top.startsWith("jdk.internal.misc.Unsafe.park")
        || top.startsWith("java.lang.VirtualThread.")
        || top.startsWith("sun.misc.Unsafe.park")) {
      return "parking";
    }
    return "";
  }
}
