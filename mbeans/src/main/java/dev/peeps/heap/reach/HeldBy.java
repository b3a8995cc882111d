package dev.peeps.heap.reach;

import dev.peeps.heap.HprofException;
import dev.peeps.heap.ScannedClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds an object: the way from a root to it, in the names of fields, {@code RpcClient.pending
 * → entry 4711}. Of what is in maps, keys are shown where they are numbers or constants of an enum;
 * texts are the application's data. Immutable.
 */
public final class HeldBy {
  private final long thread;
  private final int depth;
  private final String owner;
  private final String way;

  HeldBy(long thread, int depth, String owner, String way) {
    this.thread = thread;
    this.depth = depth;
    this.owner = owner;
    this.way = way;
  }

  /**
   * The ways to these objects, with null for those that nothing leads to. Costs one pass over the
   * file, and one more when keys of maps are on the way.
   *
   * @throws HprofException when the file cannot be read any more
   */
  public static List<HeldBy> of(Survey survey, WholeHeap heap, long[] objects)
      throws HprofException {
    List<Trail> trails = new ArrayList<>(objects.length);
    Steps steps = new Steps(heap);
    boolean any = false;
    for (long object : objects) {
      Trail trail = survey.trail(object);
      trails.add(trail);
      if (trail != null) {
        steps.want(trail.objects);
        any = true;
      }
    }
    if (any) {
      steps.read();
    }
    List<HeldBy> ways = new ArrayList<>(objects.length);
    for (Trail trail : trails) {
      ways.add(
          trail == null
              ? null
              : new HeldBy(
                  trail.thread, trail.depth, owner(trail, heap), TrailWords.of(trail, steps)));
    }
    return ways;
  }

  /** Id of the Thread object on whose stack the way begins; 0 when it begins elsewhere. */
  public long thread() {
    return thread;
  }

  /** The frame in which it begins, 0 the innermost; -1 when in none. */
  public int depth() {
    return depth;
  }

  private static String owner(Trail trail, WholeHeap heap) {
    ScannedClass type = trail.fromClass ? heap.classes.find(trail.objects[0]) : null;
    return type == null || type.name() == null ? "" : type.name();
  }

  /** Binary name of the class in whose static field it begins; empty when it begins elsewhere. */
  public String owner() {
    return owner;
  }

  /**
   * The way. When it begins on a stack: what comes behind the name of the thread, empty when a
   * local variable refers to the object itself.
   */
  public String way() {
    return way;
  }
}
