package dev.peeps.heap.threads;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Infers from frames which monitor a blocked thread wants and who owns it, where nothing says so: a
 * heap dump records neither. What comes out is labelled {@link Monitor.Source#INFERRED}.
 *
 * <p>The rules, each of which may leave it open, are written down in {@link WantedMonitor} and
 * {@link LikelyOwner}. What is left open is a notice, with the candidates.
 */
public final class MonitorInference {
  private static final int MOST_NAMED = 4;
  private static final String NOT_RECORDED = "a heap dump records no monitor owners";

  private final Heap heap;
  private final Map<Long, KnownMonitor> monitors = new LinkedHashMap<>();
  private final Map<Long, Set<Long>> wanted = new LinkedHashMap<>();
  private final Set<Long> told = new HashSet<>();
  private final Map<String, Integer> open = new LinkedHashMap<>();

  private MonitorInference(Heap heap) {
    this.heap = heap;
  }

  /**
   * The heap with the monitors that could be inferred. Threads and monitors of which the heap (or a
   * thread dump joined to it) knows are left as they are; so is a cut.
   *
   * <p>Cost: linear in the frames and their locals.
   */
  public static Heap infer(Heap heap) {
    return heap.info().isCut() ? heap : new MonitorInference(heap).inferred();
  }

  private Heap inferred() {
    for (Monitor monitor : heap.monitors()) {
      told.addAll(monitor.entering());
      told.addAll(monitor.waiting());
    }
    List<HeapThread> blocked = new ArrayList<>();
    Map<Long, Long> waiters = new HashMap<>();
    for (HeapThread thread : heap.threads()) {
      if (thread.moved() || told.contains(thread.id()) || thread.frames().isEmpty()) {
        continue;
      }
      if (thread.state() == Thread.State.BLOCKED) {
        blocked.add(thread);
      } else if (WantedMonitor.isInWait(thread)) {
        long object = WantedMonitor.receiver(thread);
        if (object != 0) {
          waiters.put(thread.id(), object);
        }
      }
    }
    if (blocked.isEmpty() && waiters.isEmpty()) {
      return heap;
    }
    FrameReferences references = new FrameReferences(heap, blocked);
    for (HeapThread thread : blocked) {
      want(thread, references);
    }
    for (Map.Entry<Long, Long> entry : waiters.entrySet()) {
      monitor(entry.getValue()).waiting(entry.getKey());
    }
    for (Map.Entry<Long, Set<Long>> entry : wanted.entrySet()) {
      owner(entry.getKey(), entry.getValue(), references, waiters);
    }
    for (KnownMonitor monitor : monitors.values()) {
      if (monitor.owner == 0
          && monitor.ownerUnknown.isEmpty()
          && heap.monitorOf(monitor.object()) == null) {
        monitor.ownerUnknown = NOT_RECORDED;
      }
    }
    List<Notice> notices = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : open.entrySet()) {
      notices.add(new Notice("monitor-unknown", entry.getValue(), entry.getKey()));
    }
    return new DecoratedHeap(
        heap, Map.of(), Map.of(), new ArrayList<>(monitors.values()), List.of(), notices);
  }

  private void want(HeapThread thread, FrameReferences references) {
    WantedMonitor candidates = WantedMonitor.of(thread, heap, references);
    if (candidates.object() != 0) {
      wanted.computeIfAbsent(candidates.object(), id -> new HashSet<>()).add(thread.id());
      monitor(candidates.object()).entering(thread.id());
    } else {
      open(
          "threads wait for a monitor in "
              + thread.frames().get(0).text()
              + ": a heap dump does not say for which"
              + named(candidates.open()));
    }
  }

  private void owner(
      long object, Set<Long> entering, FrameReferences references, Map<Long, Long> waiters) {
    KnownMonitor monitor = monitor(object);
    Monitor before = heap.monitorOf(object);
    if (before != null) {
      return;
    }
    LikelyOwner owner = LikelyOwner.of(object, entering, references, waiters);
    if (owner.thread() != 0) {
      monitor.owner = owner.thread();
      monitor.ownerDepth = owner.depth();
    } else {
      monitor.ownerUnknown =
          owner.candidates().isEmpty()
              ? NOT_RECORDED + ", and no other thread refers to the object"
              : NOT_RECORDED
                  + ", and several threads refer to the object: "
                  + threads(owner.candidates());
    }
  }

  private KnownMonitor monitor(long object) {
    return monitors.computeIfAbsent(
        object, id -> new KnownMonitor(id, "", Monitor.Source.INFERRED, reason(id)));
  }

  private String reason(long object) {
    return heap.classById(object) == null
        ? "its frame refers to the object"
        : "its frame is of a static method of the class, or refers to that";
  }

  private void open(String text) {
    open.merge(text, 1, Integer::sum);
  }

  private String named(List<Long> candidates) {
    if (candidates.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("; perhaps for that of ");
    for (int i = 0; i < candidates.size() && i < MOST_NAMED; i++) {
      text.append(i == 0 ? "" : " or ").append(named(candidates.get(i)));
    }
    return text.toString();
  }

  private String named(long candidate) {
    HeapClass type = heap.classById(candidate);
    if (type != null) {
      return "class " + type.name();
    }
    HeapObject object = heap.object(candidate);
    return object == null ? "an object that is not there" : object.type().name();
  }

  private String threads(List<Long> candidates) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < candidates.size() && i < MOST_NAMED; i++) {
      HeapThread thread = heap.threadOf(candidates.get(i));
      text.append(i == 0 ? "" : ", ").append(thread == null ? "?" : thread.name());
    }
    return candidates.size() > MOST_NAMED ? text + ", and others" : text.toString();
  }
}
