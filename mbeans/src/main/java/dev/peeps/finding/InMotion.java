package dev.peeps.finding;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import java.util.HashSet;
import java.util.Set;

/**
 * Things that somebody may be taking or giving back at this very moment: a thread runs in a method
 * of their class. What such a thing records of its holders may be half written. The read lock of
 * ReentrantReadWriteLock (JDK 8 to 25) counts a reader before it says who that is, and forgets who
 * it was before it counts him out.
 *
 * <p>Which of several things of a class it is, a stack does not say. Cost: the frames of all
 * running threads, once.
 */
final class InMotion {
  private static final String RUNNABLE = Thread.State.RUNNABLE.name();

  private final Graph graph;
  private Set<String> classes;

  InMotion(Graph graph) {
    this.graph = graph;
  }

  /** Whether a thread runs in a method of the thing's class or of one within it. */
  boolean mayBe(Entity thing) {
    if (classes == null) {
      classes = new HashSet<>();
      for (Entity task : graph.entities()) {
        if (task.kind().isThread() && task.state().equals(RUNNABLE)) {
          for (String frame : task.stack()) {
            classes.add(outerClass(frame));
          }
        }
      }
    }
    return classes.contains(thing.type());
  }

  /** {@code a.B} of {@code loader//module/a.B$C.run(B.java:7)}. */
  private static String outerClass(String frame) {
    int arguments = frame.indexOf('(');
    String method = arguments < 0 ? frame : frame.substring(0, arguments);
    int start = method.lastIndexOf('/') + 1;
    int inner = method.indexOf('$', start);
    int end = inner > start ? inner : method.lastIndexOf('.');
    return end > start ? method.substring(start, end) : method.substring(start);
  }
}
