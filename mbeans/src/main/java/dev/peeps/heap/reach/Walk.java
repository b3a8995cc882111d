package dev.peeps.heap.reach;

import java.util.BitSet;

/**
 * Marks what is reached, breadth first, and remembers over which object it was reached first: so
 * that the way back from an object to its root is short, though not always the shortest.
 */
final class Walk {
  /** What an object was reached from when from no other object. */
  static final int CLASS = -1;

  static final int NATIVE = -2;

  /** Thread n is FIRST_THREAD - n. */
  static final int FIRST_THREAD = -3;

  private static final int NOBODY = 0;

  private final References references;

  /** Per object: 0 not reached; n + 1 over object n; negative: a root. */
  private final int[] over;

  private final Queue queue = new Queue();
  private final Listener listener;
  private final long[] watched;
  private boolean special;

  /** Objects that lead to nothing for now; null when there is none. */
  private BitSet held;

  /** Is told when an object that somebody wanted to know about is reached. */
  interface Listener {
    void reached(int object);
  }

  Walk(WholeHeap heap, Listener listener) {
    int objects = heap.ranks.size();
    heap.budget.take(memory(objects));
    this.references = heap.references;
    this.over = new int[objects];
    this.watched = new long[(objects >> 6) + 1];
    this.listener = listener;
  }

  private static long memory(int objects) {
    return 4L * objects + objects / 8;
  }

  /** Gives back what this took of the heap's budget. */
  void discard(WholeHeap heap) {
    heap.budget.giveBack(memory(heap.ranks.size()));
  }

  /** The listener wants to know of this object; call it before it is reached. */
  void watch(int object) {
    watched[object >> 6] |= 1L << object;
  }

  /** Until it is released, what this object refers to is not followed; it is reached itself. */
  void hold(int object) {
    if (held == null) {
      held = new BitSet();
    }
    held.set(object);
  }

  /** Follows what an object refers to that was held; {@link #run} goes on from there. */
  void release(int object) {
    if (held.get(object)) {
      held.clear(object);
      if (over[object] != NOBODY) {
        queue.add(object);
      }
    }
  }

  /** Reaches an object from a root; {@link #run} goes on from there. */
  void root(int object, int root) {
    if (over[object] == NOBODY) {
      reach(object, root);
    }
  }

  /** Whatever this object refers to, it gives it to nobody; call it before it is reached. */
  void leaveOut(int object) {
    over[object] = NATIVE;
  }

  /** From now on references of the special kind are followed as well. */
  void followSpecial() {
    special = true;
  }

  /** Reaches what an object that has been reached refers to by references of the special kind. */
  void special(int object) {
    if (over[object] == NOBODY) {
      return;
    }
    int place = references.start(object);
    for (boolean more = place != 0; more; place++) {
      int reference = references.at(place);
      int target = References.target(reference);
      if (References.isSpecial(reference) && over[target] == NOBODY) {
        reach(target, object + 1);
      }
      more = !References.isLast(reference);
    }
  }

  /** Goes on until nothing new is reached. The listener may add roots meanwhile. */
  void run() {
    while (!queue.isEmpty()) {
      int object = queue.remove();
      boolean leads = held == null || !held.get(object);
      int place = leads ? references.start(object) : 0;
      for (boolean more = place != 0; more; place++) {
        int reference = references.at(place);
        int target = References.target(reference);
        if (over[target] == NOBODY && (special || !References.isSpecial(reference))) {
          reach(target, object + 1);
        }
        more = !References.isLast(reference);
      }
    }
  }

  private void reach(int object, int from) {
    over[object] = from;
    queue.add(object);
    if ((watched[object >> 6] >>> object & 1) != 0) {
      listener.reached(object);
    }
  }

  boolean isReached(int object) {
    return over[object] != NOBODY;
  }

  /** The object over which this one was reached; -1 when it was a root. */
  int before(int object) {
    return over[object] - 1 >= 0 ? over[object] - 1 : -1;
  }

  /** The root of an object that was reached as one. */
  int root(int object) {
    return over[object];
  }
}
