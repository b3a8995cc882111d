package dev.peeps.layout;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import java.util.ArrayDeque;
import java.util.Arrays;
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

  private static final long[] NONE = {};

  private final Run run;

  /** Thing → class and object → by which objects of the class waiters refer to the object. */
  private final IdentityHashMap<Draft, Map<String, long[]>> known = new IdentityHashMap<>();

  private final IdentityHashMap<Draft, Long> counts = new IdentityHashMap<>();

  Fellows(Run run) {
    this.run = run;
  }

  /**
   * Whether a task that refers to a thing so waits for it elsewhere.
   *
   * @param by what refers to it
   * @param giver what led to that; null when it is the task itself
   * @param id the object that it refers to
   * @param thing what that is or stands for
   * @param waiters who waits for the thing
   */
  boolean isOne(HeapObject by, HeapObject giver, long id, Draft thing, Set<Draft> waiters) {
    if (thing.has("missing")) {
      return false; // a barrier: to come is to help
    }
    long[] theirs = theirs(by.type().name(), id, thing, waiters);
    for (long each : theirs) {
      if (each != by.id()) {
        return true;
      }
    }
    if (theirs.length == 0 || giver == null) {
      return theirs.length > 0;
    }
    return theirs(giver.type().name(), by.id(), thing, waiters).length > 0;
  }

  /** The objects of a class by which those who wait refer to another object. */
  private long[] theirs(String type, long id, Draft thing, Set<Draft> waiters) {
    Map<String, long[]> ofThing = known.get(thing);
    if (ofThing == null) {
      ofThing = new HashMap<>();
      known.put(thing, ofThing);
    }
    String key = type + ' ' + id;
    long[] is = ofThing.get(key);
    if (is == null) {
      is = search(type, id, waiters);
      ofThing.put(key, is);
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

  private long[] search(String type, long id, Set<Draft> waiters) {
    long[] theirs = NONE;
    int looked = 0;
    for (Draft waiter : waiters) {
      if (waiter.thread != null && looked++ < WAITERS) {
        theirs = addOf(waiter.thread, type, id, theirs);
      }
    }
    return theirs;
  }

  /** Breadth first from the frames, through wrappers of tasks only. */
  private long[] addOf(HeapThread thread, String type, long id, long[] before) {
    long[] theirs = before;
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
        theirs = Arrays.copyOf(theirs, theirs.length + 1);
        theirs[theirs.length - 1] = next[0];
      }
      if (next[1] < WRAPPERS && isWrapper(object)) {
        for (long reference : references) {
          if (seen.put(reference, this) == null) {
            open.add(new long[] {reference, next[1] + 1});
          }
        }
      }
    }
    return theirs;
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
