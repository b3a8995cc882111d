package dev.peeps.heap;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The threads of a heap dump as roots of the walk: their objects first, then their frames' locals.
 */
final class DumpThreads {
  /** What every thread's own facts are read from, whatever the layouts name. */
  static final String PLAN =
      "peeps-plan 1\n"
          + "class java.lang.Thread narrow-only\n"
          + "field tid prim\n"
          + "field name name\n"
          + "field parkBlocker point\n"
          + "field holder follow\n"
          + "field daemon prim\n"
          + "field threadStatus prim\n"
          + "class java.lang.Thread$FieldHolder narrow-only\n"
          + "field daemon prim\n"
          + "field threadStatus prim\n"
          + "class java.lang.VirtualThread narrow-only\n"
          + "field state prim\n"
          + "field carrierThread point\n"
          + "end\n";

  private static final String CONTINUATION = "jdk.internal.vm.Continuation";

  private static final int AT_MONITOR = 0x400 | 0x100;
  private static final int NEAR_THE_TOP = 6;

  private final Plan plan;
  private final FirstPass first;
  private final DumpWalk walk;
  private final IdentityHashMap<SharedFrame, Boolean> planned = new IdentityHashMap<>();
  private boolean[] blocked = {};

  /** By thread: innermost frames that the JVM shows to nobody else. */
  private int[] hidden = {};

  DumpThreads(Plan plan, FirstPass first, DumpWalk walk) {
    this.plan = plan;
    this.first = first;
    this.walk = walk;
  }

  /** The threads themselves, and what native code holds. */
  void roots() {
    hidden = new int[first.threads.size()];
    for (int i = 0; i < hidden.length; i++) {
      int trace = first.threads.trace(i);
      for (SharedFrame frame : first.stacks.frames(trace)) {
        if (!frame.className.equals(CONTINUATION) || !frame.method.startsWith("yield")) {
          break;
        }
        hidden[i]++;
      }
    }
    for (int i = 0; i < hidden.length; i++) {
      first.stacks.hide(first.threads.trace(i), hidden[i]);
    }
    for (int i = 0; i < first.threads.size(); i++) {
      walk.thread(first.threads.object(i));
    }
    for (int i = 0; i < first.nativeLocals.size(); i++) {
      walk.root(first.nativeLocals.get(i));
    }
  }

  /** What frames refer to; when the fields of the threads are known. */
  void locals(int idSize) {
    blocked = new boolean[first.threads.size()];
    for (int i = 0; i < blocked.length; i++) {
      blocked[i] = atMonitor(first.objects.find(first.threads.object(i)), idSize);
    }
    for (int i = 0; i < first.locals.size(); i++) {
      if (depth(i) >= 0) {
        walk.local(first.locals.get(i), wanted(i));
      }
    }
    classesAtMonitors();
  }

  /** At the entry of a static method the lock is the class itself, which is in no local of it. */
  private void classesAtMonitors() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < blocked.length; i++) {
      List<SharedFrame> frames = first.stacks.frames(first.threads.trace(i));
      if (blocked[i] && !frames.isEmpty()) {
        names.add(frames.get(0).className);
      }
    }
    for (int i = 0; !names.isEmpty() && i < first.types.size(); i++) {
      DumpType type = first.types.get(i);
      if (names.contains(type.name)) {
        walk.local(type.id, true);
      }
    }
  }

  /** The locals that are recorded with their frames. */
  Locals recorded(Locals locals) {
    for (int i = 0; i < first.locals.size(); i++) {
      long object = first.locals.get(i);
      int thread = first.localThreads.get(i);
      if (depth(i) >= 0 && (wanted(i) || walk.isRecorded(object))) {
        locals.add(object, thread, depth(i));
      }
    }
    return locals;
  }

  /** The frame of a local as the stack has it; -1 for hidden ones and for unknown threads. */
  private int depth(int local) {
    int thread = first.threads.find(first.localThreads.get(local));
    return thread < 0 ? -1 : Math.max(-1, first.localDepths.get(local) - hidden[thread]);
  }

  /** True when the local is wanted whatever its class. */
  private boolean wanted(int local) {
    int thread = first.threads.find(first.localThreads.get(local));
    int depth = depth(local);
    return (blocked[thread] && depth < NEAR_THE_TOP) || inPlannedMethod(thread, depth);
  }

  private boolean inPlannedMethod(int thread, int depth) {
    List<SharedFrame> frames = first.stacks.frames(first.threads.trace(thread));
    if (depth >= frames.size()) {
      return false;
    }
    SharedFrame frame = frames.get(depth);
    Boolean known = planned.get(frame);
    if (known == null) {
      known = plan.method(frame.className, frame.method);
      planned.put(frame, known);
    }
    return known;
  }

  /** At a monitor the lock may be of any class. */
  private boolean atMonitor(int number, int idSize) {
    if (number < 0 || first.objects.type(number) < 0 || !first.objects.hasBody(number)) {
      return false;
    }
    DumpType type = first.types.get(first.objects.type(number));
    if (type.is(DumpType.VIRTUAL)) {
      return atMonitor(type, number(number, "state", idSize));
    }
    long status = number(number, "threadStatus", idSize);
    if (status < 0) {
      int holder = first.objects.find(number(number, "holder", idSize));
      status =
          holder < 0 || !first.objects.hasBody(holder) ? 0 : number(holder, "threadStatus", idSize);
    }
    return status > 0 && (status & AT_MONITOR) != 0;
  }

  /** The numbers of the states differ between JDKs, their names do not. */
  private boolean atMonitor(DumpType type, long state) {
    for (int i = 0; i < type.dump.staticNames.length; i++) {
      Value value = type.dump.staticValues[i];
      String name = first.symbols.text(type.dump.staticNames[i]);
      if (value.kind() == Value.Kind.NUMBER && value.number() == state && name != null) {
        return name.equals("BLOCKED") || name.equals("WAIT") || name.equals("TIMED_WAIT");
      }
    }
    return false;
  }

  private long number(int number, String field, int idSize) {
    int slot = first.types.slot(first.types.get(first.objects.type(number)), field);
    int size = BasicType.size(slot & 0xf, idSize);
    if (slot < 0 || (slot >> 4) + size > first.objects.bodyLength(number)) {
      return -1;
    }
    byte[] bytes = first.objects.bytes(number);
    int at = first.objects.offset(number) + (slot >> 4);
    return size == 8 ? Bytes.long8(bytes, at) : size == 4 ? Bytes.int4(bytes, at) : -1;
  }
}
