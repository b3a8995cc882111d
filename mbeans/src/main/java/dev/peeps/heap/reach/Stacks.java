package dev.peeps.heap.reach;

import dev.peeps.heap.LongIndex;

/**
 * What each thread of a dump refers to: locals of its frames, JNI locals, and the fields of its
 * Thread object that only it looks at. Threads are numbered in the order of the file.
 */
final class Stacks {
  /** Depth of what is no local of a frame. */
  static final int NO_FRAME = -1;

  private final LongIndex threads = new LongIndex();
  private final LongIndex serials = new LongIndex();
  private final Ints serialThreads = new Ints();
  private final Ints owners = new Ints();
  private final Ints targets = new Ints();
  private final Ints depths = new Ints();
  private final Ints innocuous = new Ints();
  private final Ints registrys = new Ints();

  /** Per thread, where its references begin; made by {@link #close}. */
  private int[] starts;

  private int[] order;
  private int locals;

  void thread(long object, int serial) {
    int thread = threads.add(object);
    int before = serials.size();
    if (serials.add(serial) == before) {
      serialThreads.add(thread);
    }
  }

  /** Notes a thread that the JDK started for a purpose of its own. */
  void innocuous(int thread, boolean its) {
    if (its) {
      innocuous.add(thread);
    }
  }

  boolean isInnocuous(int thread) {
    return has(innocuous, thread);
  }

  /** Notes an object of our own registry's: what a thread among them has does not count. */
  void registrys(long object) {
    int thread = find(object);
    if (thread >= 0) {
      registrys.add(thread);
    }
  }

  boolean isRegistrys(int thread) {
    return has(registrys, thread);
  }

  private static boolean has(Ints threads, int thread) {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i) == thread) {
        return true;
      }
    }
    return false;
  }

  /** Number of the thread with this Thread object, or -1. */
  int find(long object) {
    return threads.find(object);
  }

  long object(int thread) {
    return threads.key(thread);
  }

  int size() {
    return threads.size();
  }

  /** False when no thread has this serial. */
  boolean local(int serial, int target, int depth) {
    int known = serials.find(serial);
    if (known < 0) {
      return false;
    }
    locals += depth >= 0 ? 1 : 0;
    add(serialThreads.get(known), target, depth);
    return true;
  }

  /** Something that only the thread itself looks at. */
  void own(int thread, int target) {
    add(thread, target, NO_FRAME);
  }

  private void add(int thread, int target, int depth) {
    owners.add(thread);
    targets.add(target);
    depths.add(depth);
  }

  /** Locals of frames, of all threads. */
  int locals() {
    return locals;
  }

  /** No more references come. */
  void close() {
    starts = new int[size() + 1];
    int counted = 0;
    for (int i = 0; i < owners.size(); i++) {
      if (!isRegistrys(owners.get(i))) {
        starts[owners.get(i) + 1]++;
        counted++;
      }
    }
    order = new int[counted];
    for (int thread = 0; thread < size(); thread++) {
      starts[thread + 1] += starts[thread];
    }
    int[] next = starts.clone();
    for (int i = 0; i < owners.size(); i++) {
      if (!isRegistrys(owners.get(i))) {
        order[next[owners.get(i)]++] = i;
      }
    }
  }

  int first(int thread) {
    return starts[thread];
  }

  int end(int thread) {
    return starts[thread + 1];
  }

  /** The object at a place between {@link #first} and {@link #end}. */
  int target(int place) {
    return targets.get(order[place]);
  }

  /** Number of the frame, 0 the innermost, or {@link #NO_FRAME}. */
  int depth(int place) {
    return depths.get(order[place]);
  }

  long memory() {
    return 28L * owners.size() + 40L * size();
  }
}
