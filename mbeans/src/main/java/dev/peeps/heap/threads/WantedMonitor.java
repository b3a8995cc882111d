package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Which monitor a thread wants that is blocked in its innermost frame.
 *
 * <p>A thread is blocked either at a monitorenter instruction or at the entry of a synchronized
 * method. Compilers put the object of a synchronized block into a new variable, behind all that are
 * in use, just before they enter its monitor: then it is the last reference of the frame. At the
 * entry of a method the frame has nothing but its arguments, and the monitor is that of {@code
 * this}, the first. Which of the two it is, is told by the number of arguments in the descriptor,
 * and by an object being there twice (as a variable and as the one behind it). A frame without
 * {@code this} may want the monitor of its class as well ({@link StaticMethods}). What is wanted is
 * owned: so a frame of some other thread must refer to it too.
 */
final class WantedMonitor {
  private final long object;
  private final List<Long> open;

  private WantedMonitor(long object, List<Long> open) {
    this.object = object;
    this.open = open;
  }

  /** The object; 0 when that is left open. */
  long object() {
    return object;
  }

  /** The candidates when it is left open. */
  List<Long> open() {
    return open;
  }

  static WantedMonitor of(HeapThread thread, Heap heap, FrameReferences references) {
    if (isInWait(thread)) {
      // Notified, and wants its monitor back.
      return new WantedMonitor(receiver(thread), List.of());
    }
    HeapFrame frame = thread.frames().get(0);
    long[] ids = frame.references();
    List<Long> candidates = new ArrayList<>(2);
    long type = StaticMethods.wantedBy(frame, heap);
    if (type != 0) {
      candidates.add(type);
    }
    if (ids.length > 0) {
      long last = ids[ids.length - 1];
      long first = ids[0];
      boolean atEntry = mayBeAtEntry(frame, ids, heap);
      boolean inside = FrameReferences.times(ids, last) > 1 || !atEntry;
      if (inside || last == first) {
        candidates.add(last);
      } else {
        candidates.add(first);
        candidates.add(last);
      }
    }
    List<Long> shared = new ArrayList<>(2);
    for (Long id : candidates) {
      if (references.isShared(id, thread)) {
        shared.add(id);
      }
    }
    return shared.size() == 1
        ? new WantedMonitor(shared.get(0), List.of())
        : new WantedMonitor(0, shared.isEmpty() ? candidates : shared);
  }

  /** True when the frame may have nothing but {@code this} and the arguments of its method. */
  private static boolean mayBeAtEntry(HeapFrame frame, long[] ids, Heap heap) {
    HeapObject first = heap.object(ids[0]);
    if (first == null || !mayBeA(first.type(), frame.className())) {
      // A static method, or `this` is not in use any more.
      return false;
    }
    int arguments = referenceArguments(frame.descriptor());
    return arguments < 0 || ids.length <= 1 + arguments;
  }

  /** Superclasses may be left out of a heap: then nothing says that it is not. */
  private static boolean mayBeA(HeapClass type, String className) {
    HeapClass above = type.superclass();
    boolean chainKnown = above != null && !above.name().equals("java.lang.Object");
    return type.isA(className) || (!chainKnown && !type.name().endsWith("[]"));
  }

  /** How many arguments of a method are references; -1 when its descriptor is not known. */
  static int referenceArguments(String descriptor) {
    int close = descriptor.indexOf(')');
    if (!descriptor.startsWith("(") || close < 0) {
      return -1;
    }
    int count = 0;
    int at = 1;
    while (at < close) {
      char c = descriptor.charAt(at);
      if (c == 'L' || c == '[') {
        count++;
        while (at < close && descriptor.charAt(at) == '[') {
          at++;
        }
        if (descriptor.charAt(at) == 'L') {
          int end = descriptor.indexOf(';', at);
          if (end < 0 || end > close) {
            return -1;
          }
          at = end;
        }
      }
      at++;
    }
    return count;
  }

  /** True when the innermost frames are Object.wait. */
  static boolean isInWait(HeapThread thread) {
    HeapFrame frame = thread.frames().get(0);
    return frame.className().equals("java.lang.Object")
        && (frame.method().equals("wait") || frame.method().equals("wait0"));
  }

  /** The object whose wait() this is: a frame of Object.wait refers to nothing else; 0 unknown. */
  static long receiver(HeapThread thread) {
    List<HeapFrame> frames = thread.frames();
    for (int depth = 0; depth < frames.size() && depth < 3; depth++) {
      HeapFrame frame = frames.get(depth);
      if (!frame.className().equals("java.lang.Object")) {
        break;
      }
      long[] ids = frame.locals();
      if (ids.length == 1) {
        return ids[0];
      }
    }
    return 0;
  }
}
