package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which threads' frames refer to the objects that blocked threads may want. */
final class FrameReferences {

  /** A frame that refers to an object. */
  static final class Reference {
    final HeapThread thread;
    final int depth;

    /** How often: a monitor that is held stands in a slot of its own besides its variable. */
    final int times;

    /** The frame is that of a method of the object itself. */
    final boolean self;

    Reference(HeapThread thread, int depth, int times, boolean self) {
      this.thread = thread;
      this.depth = depth;
      this.times = times;
      this.self = self;
    }
  }

  private final Map<Long, List<Reference>> references = new HashMap<>();

  /** Classes whose own monitors may be wanted, by name. */
  private final Map<String, Long> classes = new HashMap<>();

  FrameReferences(Heap heap, List<HeapThread> blocked) {
    Set<Long> interesting = new HashSet<>();
    for (HeapThread thread : blocked) {
      HeapFrame frame = thread.frames().get(0);
      for (long id : frame.references()) {
        interesting.add(id);
      }
      long type = StaticMethods.wantedBy(frame, heap);
      if (type != 0) {
        interesting.add(type);
        classes.put(frame.className(), type);
      }
    }
    for (HeapThread thread : heap.threads()) {
      List<HeapFrame> frames = thread.frames();
      for (int depth = 0; depth < frames.size(); depth++) {
        add(heap, thread, depth, frames.get(depth), interesting);
      }
    }
  }

  private void add(
      Heap heap, HeapThread thread, int depth, HeapFrame frame, Set<Long> interesting) {
    long[] ids = frame.references();
    Long own = classes.get(frame.className());
    if (own != null && StaticMethods.mayBeOne(frame, heap)) {
      add(own, new Reference(thread, depth, 1, /* self= */ true));
    }
    if (ids.length == 0) {
      return;
    }
    Map<Long, Integer> times = new LinkedHashMap<>();
    for (long id : ids) {
      if (interesting.contains(id)) {
        // A class in a block's head is a constant: the slot of its monitor is the only one.
        times.merge(id, classes.containsValue(id) ? 2 : 1, Integer::sum);
      }
    }
    for (Map.Entry<Long, Integer> entry : times.entrySet()) {
      long id = entry.getKey();
      HeapObject object = heap.object(id);
      boolean self = id == ids[0] && object != null && object.type().isA(frame.className());
      add(id, new Reference(thread, depth, entry.getValue(), self));
    }
  }

  private void add(long id, Reference reference) {
    references.computeIfAbsent(id, key -> new ArrayList<>()).add(reference);
  }

  static int times(long[] ids, long id) {
    int times = 0;
    for (long each : ids) {
      times += each == id ? 1 : 0;
    }
    return times;
  }

  /** Frames that refer to the object, by thread. */
  List<Reference> to(long object) {
    return references.getOrDefault(object, List.of());
  }

  /** True when a frame of another thread refers to it too. */
  boolean isShared(long object, HeapThread except) {
    for (Reference reference : to(object)) {
      if (reference.thread.id() != except.id()) {
        return true;
      }
    }
    return false;
  }
}
