package dev.peeps.layout;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells who would open a thing from who would only wait for it as well. Twenty tasks of one kind
 * that wait for one latch: two run and wait, and the others, which were handed it in the same way,
 * would do the same if a worker were free. So a queued task is a fellow when some thread that waits
 * for the thing runs a task that refers to it by an object of the same class. A recursive task that
 * makes a latch for its parts is none: it was not handed that latch, they were.
 *
 * <p>Who arrives at a barrier helps the others just by waiting there: nobody is a fellow at it.
 */
final class Fellows {
  private static final int WAITERS = 8;
  private static final int OBJECTS = 300;
  private static final int WRAPPERS = 3;

  private final Run run;

  /** Thing → class → whether tasks of it wait for the thing. */
  private final IdentityHashMap<Draft, Map<String, Boolean>> known = new IdentityHashMap<>();

  private final IdentityHashMap<Draft, Long> counts = new IdentityHashMap<>();

  Fellows(Run run) {
    this.run = run;
  }

  /**
   * Whether a task that refers to a thing so waits for it elsewhere.
   *
   * @param by what refers to it
   * @param id the object that it refers to
   * @param thing what that is or stands for
   * @param waiters who waits for the thing
   */
  boolean isOne(HeapObject by, long id, Draft thing, Set<Draft> waiters) {
    if (thing.has("missing")) {
      return false; // a barrier: to come is to help
    }
    Map<String, Boolean> ofThing = known.get(thing);
    if (ofThing == null) {
      ofThing = new HashMap<>();
      known.put(thing, ofThing);
    }
    String type = by.type().name();
    Boolean is = ofThing.get(type);
    if (is == null) {
      is = waitsElsewhere(type, id, waiters);
      ofThing.put(type, is);
    }
    return is;
  }

  /** Counts one more of a thing; how many it has. */
  long count(Draft thing) {
    Long before = counts.get(thing);
    long now = before == null ? 1 : before + 1;
    counts.put(thing, now);
    return now;
  }

  private boolean waitsElsewhere(String type, long id, Set<Draft> waiters) {
    int looked = 0;
    for (Draft waiter : waiters) {
      if (waiter.thread != null && looked++ < WAITERS && runs(waiter.thread, type, id)) {
        return true;
      }
    }
    return false;
  }

  /** Breadth first from the frames, through wrappers of tasks only. */
  private boolean runs(HeapThread thread, String type, long id) {
    LongMap<Object> seen = new LongMap<>();
    Deque<long[]> open = new ArrayDeque<>();
    for (HeapFrame frame : thread.frames()) {
      for (long local : frame.locals()) {
        if (seen.put(local, this) == null) {
          open.add(new long[] {local, 0});
        }
      }
    }
    for (int count = 0; !open.isEmpty() && count < OBJECTS && run.step(); count++) {
      long[] next = open.remove();
      HeapObject object = run.object(next[0]);
      if (object == null || run.heap.threadOf(next[0]) != null) {
        continue;
      }
      long[] references = run.heap.references(next[0]);
      if (object.type().name().equals(type) && contains(references, id)) {
        return true;
      }
      if (next[1] < WRAPPERS && isWrapper(object)) {
        for (long reference : references) {
          if (seen.put(reference, this) == null) {
            open.add(new long[] {reference, next[1] + 1});
          }
        }
      }
    }
    return false;
  }

  private static boolean contains(long[] references, long id) {
    for (long reference : references) {
      if (reference == id) {
        return true;
      }
    }
    return false;
  }

  /** Futures around what they run, adapters, lambdas. */
  private boolean isWrapper(HeapObject object) {
    ClassPlan plan = run.planOf(object.type());
    return plan == ClassPlan.NOTHING
        ? object.type().name().contains("$$Lambda")
        : !plan.isCollection() && (plan.kind == null || plan.kind.isTask());
  }
}
