package dev.peeps.heap;

import java.util.List;

/**
 * Reads what a Thread object's own fields say, for heap dumps that have no THREAD records. The
 * fields moved to {@code holder} in JDK 19; both places are looked at.
 */
final class ThreadFields {
  /** VirtualThread sets this bit of its state while it is suspended. */
  private static final long SUSPENDED = 1 << 8;

  private final Heap heap;

  ThreadFields(Heap heap) {
    this.heap = heap;
  }

  /** Facts about the thread with this Thread object, as far as there are any. */
  ThreadFacts read(long id, int serial) {
    ThreadFacts facts = new ThreadFacts(id, serial);
    HeapObject thread = heap.object(id);
    if (thread == null) {
      return facts;
    }
    facts.tid = number(thread, "tid", -1);
    String name = text(thread.field("name"));
    facts.name = name == null ? "" : name;
    facts.blocker = thread.field("parkBlocker").id();
    if (thread.type().isA("java.lang.BaseVirtualThread")) {
      facts.flags |= ThreadTable.VIRTUAL | ThreadTable.DAEMON;
      virtual(thread, facts);
    } else {
      platform(thread, facts);
    }
    return facts;
  }

  private void platform(HeapObject thread, ThreadFacts facts) {
    HeapObject holder = heap.object(thread.field("holder").id());
    HeapObject place = holder == null ? thread : holder;
    if (number(place, "daemon", 0) != 0) {
      facts.flags |= ThreadTable.DAEMON;
    }
    long status = number(place, "threadStatus", -1);
    if (status >= 0) {
      facts.state = (int) status;
    }
  }

  private void virtual(HeapObject thread, ThreadFacts facts) {
    facts.carrier = thread.field("carrierThread").id();
    long state = number(thread, "state", -1);
    Thread.State known = state < 0 ? null : virtualState(thread.type(), state & ~SUSPENDED);
    facts.state = ThreadStates.bitsOf(known);
    HeapObject carrier = heap.object(facts.carrier);
    if (known == Thread.State.RUNNABLE && carrier != null) {
      ThreadFacts carriers = new ThreadFacts(carrier.id(), 0);
      platform(carrier, carriers);
      if (carriers.state != ThreadStates.UNKNOWN) {
        facts.state = carriers.state;
      }
    }
  }

  /** The numbers of the states differ between JDKs, their names do not. */
  private static Thread.State virtualState(HeapClass type, long state) {
    for (HeapClass at = type; at != null; at = at.superclass()) {
      List<String> names = at.staticNames();
      for (String name : names) {
        Value value = at.staticField(name);
        Thread.State known = stateNamed(name);
        if (known != null && value.kind() == Value.Kind.NUMBER && value.number() == state) {
          return known;
        }
      }
    }
    return null;
  }

  private static Thread.State stateNamed(String constant) {
    switch (constant) {
      case "NEW":
        return Thread.State.NEW;
      case "STARTED":
      case "RUNNABLE":
      case "RUNNING":
      case "PARKING":
      case "TIMED_PARKING":
      case "UNPARKED":
      case "YIELDING":
      case "YIELDED":
      case "BLOCKING":
      case "UNBLOCKED":
      case "WAITING":
      case "TIMED_WAITING":
        return Thread.State.RUNNABLE;
      case "PARKED":
      case "PINNED":
      case "WAIT":
        return Thread.State.WAITING;
      case "TIMED_PARKED":
      case "TIMED_PINNED":
      case "TIMED_WAIT":
        return Thread.State.TIMED_WAITING;
      case "BLOCKED":
        return Thread.State.BLOCKED;
      case "TERMINATED":
        return Thread.State.TERMINATED;
      default:
        return null;
    }
  }

  private static long number(HeapObject object, String field, long otherwise) {
    Value value = object.field(field);
    return value.kind() == Value.Kind.NUMBER ? value.number() : otherwise;
  }

  /** Thread.name is a String, and was a char array in JDK 8. */
  private String text(Value reference) {
    HeapObject text = heap.object(reference.id());
    return text == null ? null : text.text();
  }
}
