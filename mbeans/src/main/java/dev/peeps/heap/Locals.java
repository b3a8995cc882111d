package dev.peeps.heap;

import java.util.Arrays;

/**
 * What the locals of all frames refer to: pairs of depth and object per thread, in plain arrays.
 */
final class Locals {
  private static final long[] NONE = {};
  private static final int FEW = 16;

  private final LongIndex serials = new LongIndex();
  private IntList threads = new IntList();
  private IntList depths = new IntList();
  private LongList objects = new LongList();

  private int[] starts = {0};
  private int[] sortedDepths = {};
  private long[] sortedObjects = {};

  void add(long object, int threadSerial, int depth) {
    if (depth >= 0 && object != 0) {
      threads.add(serials.add(threadSerial));
      depths.add(depth);
      objects.add(object);
    }
  }

  /** No more locals come: sorts them by thread and depth, each frame's in file order. */
  void close() {
    int count = threads.size();
    starts = new int[serials.size() + 1];
    for (int i = 0; i < count; i++) {
      starts[threads.get(i) + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = Arrays.copyOf(starts, starts.length);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[next[threads.get(i)]++] = i;
    }
    sortedDepths = new int[count];
    sortedObjects = new long[count];
    for (int thread = 0; thread + 1 < starts.length; thread++) {
      sort(order, starts[thread], starts[thread + 1]);
    }
    threads = new IntList();
    depths = new IntList();
    objects = new LongList();
  }

  private void sort(int[] order, int from, int to) {
    boolean sorted = true;
    for (int i = from + 1; i < to && sorted; i++) {
      sorted = depths.get(order[i - 1]) <= depths.get(order[i]);
    }
    if (!sorted) {
      long[] keys = new long[to - from];
      for (int i = from; i < to; i++) {
        keys[i - from] = ((long) depths.get(order[i]) << 32) | order[i];
      }
      Arrays.sort(keys);
      for (int i = from; i < to; i++) {
        order[i] = (int) keys[i - from];
      }
    }
    for (int i = from; i < to; i++) {
      sortedDepths[i] = depths.get(order[i]);
      sortedObjects[i] = objects.get(order[i]);
    }
  }

  /** Locals at depths that the stack of their thread does not have. */
  int unmatched(ThreadRoots roots, Stacks stacks) {
    int unmatched = 0;
    for (int thread = 0; thread < serials.size(); thread++) {
      int root = roots.find((int) serials.key(thread));
      int depth = root < 0 ? 0 : stacks.frames(roots.trace(root)).size();
      unmatched += starts[thread + 1] - firstAt(thread, depth);
    }
    return unmatched;
  }

  /** Whether any frame of this thread has one. */
  boolean any(int threadSerial) {
    return serials.find(threadSerial) >= 0;
  }

  /** The objects of the frame at this depth, each once; empty when there are none. */
  long[] of(int threadSerial, int depth) {
    int thread = serials.find(threadSerial);
    if (thread < 0) {
      return NONE;
    }
    int from = firstAt(thread, depth);
    int to = firstAt(thread, depth + 1);
    return from == to ? NONE : distinct(from, to);
  }

  /** The objects of the frame at this depth, as often as they are there. */
  long[] all(int threadSerial, int depth) {
    int thread = serials.find(threadSerial);
    return thread < 0
        ? NONE
        : Arrays.copyOfRange(sortedObjects, firstAt(thread, depth), firstAt(thread, depth + 1));
  }

  private int firstAt(int thread, int depth) {
    int low = starts[thread];
    int high = starts[thread + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sortedDepths[middle] < depth) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long[] distinct(int from, int to) {
    if (to - from > FEW) {
      LongIndex seen = new LongIndex();
      for (int i = from; i < to; i++) {
        seen.add(sortedObjects[i]);
      }
      long[] result = new long[seen.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = seen.key(i);
      }
      return result;
    }
    long[] result = new long[to - from];
    int size = 0;
    for (int i = from; i < to; i++) {
      long object = sortedObjects[i];
      boolean known = false;
      for (int k = 0; k < size && !known; k++) {
        known = result[k] == object;
      }
      if (!known) {
        result[size++] = object;
      }
    }
    return size == result.length ? result : Arrays.copyOf(result, size);
  }
}
