package dev.peeps.finding;

import dev.peeps.graph.Entity;
import java.util.List;

/**
 * The place in the code that a person should look at: the innermost frame that is not the JDK's.
 */
public final class Site {
  private static final String[] JDK = {"java.", "jdk.", "sun.", "com.sun.", "javax."};

  private Site() {}

  /**
   * The place of the first of these entities that has one: what its layout says (attribute {@code
   * site}), else that in its raw stack, else that in its logical one; failing that, the innermost
   * frame of the first that has frames; empty when none has.
   */
  public static String of(List<Entity> entities) {
    String fallback = "";
    for (Entity entity : entities) {
      Object site = entity.attributes().get("site");
      if (site instanceof String) {
        return (String) site; // a layout knows which frames are a library's
      }
      for (List<String> stack : List.of(entity.stack(), entity.logicalStack())) {
        for (String frame : stack) {
          if (!isJdk(frame)) {
            return frame;
          }
        }
        fallback = fallback.isEmpty() && !stack.isEmpty() ? stack.get(0) : fallback;
      }
    }
    return fallback;
  }

  /** A frame may start with a class loader and a module, {@code app//} or {@code java.base/}. */
  public static boolean isJdk(String frame) {
    int loader = frame.indexOf("//");
    int start = loader < 0 ? 0 : loader + 2;
    if (frame.indexOf("$$Lambda", start) >= 0) {
      return true; // made by the JVM: the lambda's body is a frame of its own
    }
    for (String prefix : JDK) {
      if (frame.startsWith(prefix, start)) {
        return true;
      }
    }
    return false;
  }
}
