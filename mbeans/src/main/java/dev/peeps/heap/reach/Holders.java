package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;

/**
 * Which of the threads that will never run lead to which of the objects that nobody else reaches.
 * One search for each such thread, in what is out of reach for others; these are small, and bounded
 * all the same.
 */
final class Holders {
  private static final int STEPS = 5_000_000;

  private final Watched watched;
  private final Ints numbers = new Ints();
  private final Ints threads = new Ints();
  private final WholeHeap heap;
  private boolean complete = true;

  /** Per object, where its threads begin in {@link #order}. */
  private int[] starts = {};

  private int[] order = {};

  private Holders(WholeHeap heap, Watched watched) {
    this.heap = heap;
    this.watched = watched;
  }

  static Holders of(WholeHeap heap, Walk walk, Sleepers sleepers, Watched watched) {
    Holders holders = new Holders(heap, watched);
    int steps = 0;
    for (int thread = 0; thread < sleepers.size() && holders.complete; thread++) {
      if (!sleepers.lives(thread)) {
        steps += holders.search(thread, walk, STEPS - steps);
      }
    }
    holders.sort();
    return holders;
  }

  private int search(int thread, Walk walk, int limit) {
    LongIndex seen = new LongIndex();
    for (int place = heap.stacks.first(thread); place < heap.stacks.end(thread); place++) {
      see(heap.stacks.target(place), seen, walk);
    }
    References references = heap.references;
    for (int next = 0; next < seen.size(); next++) {
      int object = (int) seen.key(next);
      int number = watched.number(object);
      if (number >= 0) {
        numbers.add(number);
        threads.add(thread);
      }
      if (next >= limit) {
        complete = false;
        return next;
      }
      int place = references.start(object);
      for (boolean more = place != 0; more; place++) {
        int reference = references.at(place);
        see(References.target(reference), seen, walk);
        more = !References.isLast(reference);
      }
    }
    return seen.size();
  }

  private static void see(int object, LongIndex seen, Walk walk) {
    if (!walk.isReached(object)) {
      seen.add(object);
    }
  }

  long[] of(int number) {
    long[] found = new long[starts[number + 1] - starts[number]];
    for (int i = 0; i < found.length; i++) {
      found[i] = heap.stacks.object(threads.get(order[starts[number] + i]));
    }
    return found;
  }

  /** Sorts by the number of the object, those of one in the order of the threads. */
  private void sort() {
    starts = new int[watched.size() + 1];
    for (int i = 0; i < numbers.size(); i++) {
      starts[numbers.get(i) + 1]++;
    }
    for (int number = 0; number < watched.size(); number++) {
      starts[number + 1] += starts[number];
    }
    int[] next = starts.clone();
    order = new int[numbers.size()];
    for (int i = 0; i < order.length; i++) {
      order[next[numbers.get(i)]++] = i;
    }
  }

  boolean complete() {
    return complete;
  }
}
