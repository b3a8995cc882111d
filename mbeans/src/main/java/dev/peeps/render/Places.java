package dev.peeps.render;

import dev.peeps.finding.Site;
import dev.peeps.graph.Entity;
import java.util.List;

/** Reads stack lines: which place in the code a person should look at. */
final class Places {
  private Places() {}

  /**
   * True for a frame of a class that somebody wrote and that does not come with the JDK: not for
   * the class that the JVM makes of a lambda, whose body is a frame of its own. A loader may stand
   * before the class.
   */
  static boolean isApplication(String frame) {
    return !Site.isJdk(frame);
  }

  /** As {@link Site#of} has it. */
  static String site(Entity task) {
    return Site.of(List.of(task));
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
