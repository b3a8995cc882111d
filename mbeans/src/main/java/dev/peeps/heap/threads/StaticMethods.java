package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import java.util.List;

/**
 * The monitors of classes, which static synchronized methods enter: no variable of such a frame
 * refers to the class, and nothing in a heap says which methods are static or synchronized. What
 * can be told is that a frame has no {@code this}.
 */
final class StaticMethods {
  private StaticMethods() {}

  /**
   * The class whose monitor a thread may want that is blocked in this frame: at the entry of a
   * static method, where it has nothing but its arguments. 0 when it cannot be that, or when
   * several classes have the name.
   */
  static long wantedBy(HeapFrame frame, Heap heap) {
    int arguments = WantedMonitor.referenceArguments(frame.descriptor());
    if (arguments < frame.references().length || !mayBeOne(frame, heap)) {
      return 0;
    }
    List<HeapClass> named = heap.classesNamed(frame.className());
    return named.size() == 1 ? named.get(0).id() : 0;
  }

  /** True for a frame without {@code this}, of a method that somebody may have synchronized. */
  static boolean mayBeOne(HeapFrame frame, Heap heap) {
    String method = frame.method();
    if (method.startsWith("lambda$") || method.startsWith("<") || method.equals("main")) {
      return false;
    }
    long[] ids = frame.references();
    if (ids.length == 0) {
      return true;
    }
    HeapObject first = heap.object(ids[0]);
    return first != null && !first.type().isA(frame.className());
  }
}
