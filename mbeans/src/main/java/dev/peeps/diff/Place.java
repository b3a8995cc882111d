package dev.peeps.diff;

import dev.peeps.finding.Site;
import dev.peeps.graph.Entity;
import java.util.List;

/** Where in the code a task stands. */
final class Place {
  private Place() {}

  /**
   * The stack from the innermost frame outside the JDK on: a parked thread that is woken for
   * nothing runs a few lines within the JDK and parks again, which is no progress. Of a task
   * without a stack, the logical one.
   */
  static List<String> of(Entity task) {
    List<String> stack = task.stack().isEmpty() ? task.logicalStack() : task.stack();
    for (int frame = 0; frame < stack.size(); frame++) {
      if (!Site.isJdk(stack.get(frame))) {
        return stack.subList(frame, stack.size());
      }
    }
    return stack;
  }

  /** The one line to look at; empty when there is none. */
  static String site(Entity task) {
    return Site.of(List.of(task));
  }
}
