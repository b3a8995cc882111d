package dev.peeps.heap.threads;

import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who owns a monitor that somebody wants: a thread whose frames refer to the object, other than
 * those that want it and those that are in wait() on it. When several do, it is the only one in
 * which the object stands in a frame twice (an object whose monitor a block has entered has a slot
 * of its own besides the variable it came from); when none does, the only one that runs a method of
 * the object, which may be synchronized.
 */
final class LikelyOwner {
  private final long thread;
  private final int depth;
  private final List<Long> candidates;

  private LikelyOwner(long thread, int depth, List<Long> candidates) {
    this.thread = thread;
    this.depth = depth;
    this.candidates = candidates;
  }

  /** Id of the Thread object; 0 when that is left open. */
  long thread() {
    return thread;
  }

  /** The frame, counted from the innermost one. */
  int depth() {
    return depth;
  }

  /** Ids of the threads that may be it, when it is left open. */
  List<Long> candidates() {
    return candidates;
  }

  static LikelyOwner of(
      long object, Set<Long> entering, FrameReferences references, Map<Long, Long> waiters) {
    Map<Long, FrameReferences.Reference> threads = new LinkedHashMap<>();
    Map<Long, FrameReferences.Reference> twice = new LinkedHashMap<>();
    Map<Long, FrameReferences.Reference> self = new LinkedHashMap<>();
    for (FrameReferences.Reference reference : references.to(object)) {
      HeapThread thread = reference.thread;
      Long id = thread.id();
      Long waitsFor = waiters.get(id);
      boolean waits = waitsFor != null && waitsFor == object;
      if (entering.contains(id) || waits || thread.moved()) {
        continue;
      }
      // The outermost frame: it entered the monitor, the inner ones were called with the object.
      threads.put(id, reference);
      if (reference.times > 1) {
        twice.put(id, reference);
      }
      if (reference.self) {
        self.put(id, reference);
      }
    }
    if (twice.size() == 1) {
      return known(twice);
    } else if (threads.size() == 1 && self.isEmpty()) {
      // Some frame of it entered the monitor; nothing says that it was this one.
      return new LikelyOwner(threads.keySet().iterator().next(), -1, List.of());
    } else if (threads.size() == 1) {
      return known(self);
    } else if (twice.isEmpty() && self.size() == 1) {
      return known(self);
    }
    return new LikelyOwner(0, -1, new ArrayList<>(threads.keySet()));
  }

  private static LikelyOwner known(Map<Long, FrameReferences.Reference> only) {
    FrameReferences.Reference reference = only.values().iterator().next();
    return new LikelyOwner(reference.thread.id(), reference.depth, List.of());
  }
}
