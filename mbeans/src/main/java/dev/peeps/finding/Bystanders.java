package dev.peeps.finding;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.List;

/**
 * Who refers to a thing and has nothing to do with it for all that can be seen: a thread that waits
 * for work or for connections, a main method that started everything and now only waits.
 */
public final class Bystanders {
  private Bystanders() {}

  /** True when nobody is known to have this thing at hand but bystanders. */
  static boolean areAllWhoKnow(Graph graph, Entity thing) {
    for (Edge edge : graph.from(thing.id())) {
      if (edge.kind().isBlocking()
          || (edge.kind() == EdgeKind.KNOWN_TO && !isOne(graph.entity(edge.to())))) {
        return false;
      }
    }
    return true;
  }

  /** The same, whatever tasks without a thread may know it. */
  static boolean areAllThreadsThatKnow(Graph graph, Entity thing) {
    for (Edge edge : graph.from(thing.id())) {
      Entity task = graph.entity(edge.to());
      if (edge.kind().isBlocking()
          || (edge.kind() == EdgeKind.KNOWN_TO && SecondLook.isThread(task) && !isOne(task))) {
        return false;
      }
    }
    return true;
  }

  static boolean isOne(Entity task) {
    return task.idle() || isWaitingMain(task);
  }

  /** The only frame outside the JDK is a main method, and it sleeps, joins or waits. */
  public static boolean isWaitingMain(Entity task) {
    List<String> stack = task.stack();
    return stack.size() > 1 && isOnlyMain(stack) && !task.state().equals("RUNNABLE");
  }

  /** The only frame outside the JDK is a main method. */
  static boolean isOnlyMain(List<String> stack) {
    int last = stack.size() - 1;
    if (last < 0 || !stack.get(last).contains(".main(")) {
      return false;
    }
    for (int frame = 0; frame < last; frame++) {
      if (!Site.isJdk(stack.get(frame))) {
        return false;
      }
    }
    return true;
  }
}
