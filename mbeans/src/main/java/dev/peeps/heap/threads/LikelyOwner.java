package dev.peeps.heap.threads;

import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who owns a monitor that somebody wants: a thread whose frames refer to the object, other than
 * those that want it and those that are in wait() on it. When several do, the only one in which it
 * stands in a frame twice: an object whose monitor is held has a slot of its own besides the
 * variable it came from.
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
    }
    Map<Long, FrameReferences.Reference> chosen = threads.size() > 1 ? twice : threads;
    if (chosen.size() == 1) {
      FrameReferences.Reference only = chosen.values().iterator().next();
      int depth =
          twice.containsKey(only.thread.id()) ? twice.get(only.thread.id()).depth : only.depth;
      return new LikelyOwner(only.thread.id(), depth, List.of());
    }
    return new LikelyOwner(0, -1, new ArrayList<>(threads.keySet()));
  }
}
