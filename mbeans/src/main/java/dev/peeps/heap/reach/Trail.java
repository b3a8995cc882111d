package dev.peeps.heap.reach;

import java.util.Arrays;

/** The way from a root to an object: ids, the root's own object first. */
final class Trail {
  private static final int LONGEST = 10_000;

  /** Id of the Thread object whose stack it starts at; 0 when none. */
  final long thread;

  /** Frame in which it starts; -1 when in none. */
  final int depth;

  /** True when it starts at a class, which is the first object then. */
  final boolean fromClass;

  final long[] objects;

  private Trail(long thread, int depth, boolean fromClass, long[] objects) {
    this.thread = thread;
    this.depth = depth;
    this.fromClass = fromClass;
    this.objects = objects;
  }

  static Trail of(WholeHeap heap, Walk walk, int object) {
    Ints way = new Ints();
    int here = object;
    way.add(here);
    while (walk.before(here) >= 0 && way.size() < LONGEST) {
      here = walk.before(here);
      way.add(here);
    }
    int root = walk.root(here);
    long[] ids = new long[way.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = heap.ranks.id(way.get(ids.length - 1 - i));
    }
    int last = lastClass(heap, ids);
    if (last > 0 || root == Walk.CLASS) {
      return new Trail(0, -1, true, Arrays.copyOfRange(ids, last, ids.length));
    }
    if (root > Walk.FIRST_THREAD) {
      return new Trail(0, -1, false, ids);
    }
    int thread = Walk.FIRST_THREAD - root;
    return new Trail(heap.stacks.object(thread), depth(heap, thread, here), false, ids);
  }

  /** What is reached over a class is held by the class: how that was reached is of no interest. */
  private static int lastClass(WholeHeap heap, long[] ids) {
    for (int i = ids.length - 1; i > 0; i--) {
      if (heap.classes.find(ids[i]) != null) {
        return i;
      }
    }
    return 0;
  }

  private static int depth(WholeHeap heap, int thread, int object) {
    for (int place = heap.stacks.first(thread); place < heap.stacks.end(thread); place++) {
      if (heap.stacks.target(place) == object) {
        return heap.stacks.depth(place);
      }
    }
    return -1;
  }
}
