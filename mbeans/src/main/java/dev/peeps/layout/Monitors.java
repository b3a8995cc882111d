package dev.peeps.layout;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Evidence;
import dev.peeps.heap.ClassInit;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Monitor;
import dev.peeps.heap.Value;
import java.util.HashMap;
import java.util.Map;

/** What the JVM itself says about waiting: monitors and class initialisation. */
final class Monitors {
  private final Run run;
  private final Map<Long, Draft> inits = new HashMap<>(1);

  Monitors(Run run) {
    this.run = run;
  }

  void read() {
    for (Monitor monitor : run.heap.monitors()) {
      if (monitor.owner() != 0 || !monitor.entering().isEmpty() || !monitor.waiting().isEmpty()) {
        read(monitor);
      }
    }
    for (ClassInit init : run.heap.classInits()) {
      read(init);
    }
    if (!run.heap.classInits().isEmpty() || !run.heap.info().isCut()) {
      for (ClassInit init : InitialisersFromFrames.of(run)) {
        read(init);
      }
    }
  }

  private void read(Monitor monitor) {
    Draft lock = run.drafts.monitor(monitor.object(), "monitor of " + named(monitor));
    if (monitor.owner() != 0) {
      lock.state = "locked";
    } else if (monitor.source() != Monitor.Source.INFERRED && monitor.ownerUnknown().isEmpty()) {
      lock.state = "free"; // what is inferred says nothing, and leaves what is known as it is
    }
    if (monitor.entryCount() > 0) {
      lock.attribute(OwnAttributes.ENTRIES, (long) monitor.entryCount());
    }
    if (!monitor.waiting().isEmpty()) {
      lock.attribute(OwnAttributes.IN_OBJECT_WAIT, (long) monitor.waiting().size());
    }
    if (monitor.source() == Monitor.Source.THREAD_DUMP && !run.heap.info().isCut()) {
      lock.attribute(OwnAttributes.TOLD_BY, "a thread dump");
    }
    Evidence evidence =
        monitor.source() == Monitor.Source.INFERRED ? Evidence.INFERRED : Evidence.EXACT;
    HeapThread owner = run.heap.threadOf(monitor.owner());
    if (isContradictory(monitor)) {
      lock.unknown = "held_by: the owner entered or left it while the cut was taken";
      lock.attribute("held_by", "unknown: the owner entered or left it while the cut was taken");
    } else if (owner != null) {
      String place = place(owner, monitor);
      String reason = place.isEmpty() || monitor.reason().isEmpty() ? place : place + "; ";
      connect(
          lock, EdgeKind.HELD_BY, run.drafts.thread(owner), evidence, reason + monitor.reason());
    } else if (monitor.owner() != 0) {
      lock.unknown = "held_by: the owner is a thread that is not in the picture";
      lock.attribute("held_by", "unknown: a thread that is not in the picture");
    } else if (!monitor.ownerUnknown().isEmpty()) {
      lock.unknown = "held_by: " + monitor.ownerUnknown();
      lock.attribute("held_by", "unknown: " + monitor.ownerUnknown());
    }
    for (Long id : monitor.entering()) {
      needs(id, lock, evidence, monitor.reason());
    }
    for (Long id : monitor.waiting()) {
      needs(id, lock, evidence, "in Object.wait on it");
    }
  }

  /**
   * True when the owner is among those who wait for it. The owner of a monitor enters it again
   * freely, and gives it up in Object.wait: owner and waiters were read at different moments.
   */
  private static boolean isContradictory(Monitor monitor) {
    Long owner = monitor.owner();
    return monitor.entering().contains(owner) || monitor.waiting().contains(owner);
  }

  private void read(ClassInit init) {
    Draft lock = initOf(init);
    Evidence evidence = init.reason().isEmpty() ? Evidence.EXACT : Evidence.INFERRED;
    for (Long id : init.waiting()) {
      String reason = "waits for the static initialiser to end";
      needs(id, lock, evidence, init.reason().isEmpty() ? reason : reason + "; " + init.reason());
    }
  }

  private Draft initOf(ClassInit init) {
    Draft known = inits.get(init.type());
    if (known != null) {
      return known;
    }
    HeapClass type = run.heap.classById(init.type());
    String name = type == null ? init.typeName() : type.name();
    Draft lock =
        run.drafts.classInit(
            init.type(), "class initialisation" + (name.isEmpty() ? "" : " of " + name));
    inits.put(init.type(), lock);
    lock.state = "running";
    if (init.reason().isEmpty() && !run.heap.info().isCut()) {
      lock.attribute(OwnAttributes.TOLD_BY, "a thread dump"); // a heap dump has no record of it
    }
    HeapThread initialiser = run.heap.threadOf(init.initialiser());
    if (initialiser != null) {
      connect(
          lock,
          EdgeKind.HELD_BY,
          run.drafts.thread(initialiser),
          Evidence.EXACT,
          "runs the static initialiser");
    } else {
      lock.unknown = "held_by: the JVM does not say which thread runs the static initialiser";
      lock.attribute("held_by", "unknown: the JVM does not say who runs the static initialiser");
    }
    return lock;
  }

  private void needs(long thread, Draft lock, Evidence evidence, String reason) {
    HeapThread waiter = run.heap.threadOf(thread);
    if (waiter != null) {
      connect(run.drafts.thread(waiter), EdgeKind.NEEDS, lock, evidence, reason);
    }
  }

  private void connect(Draft from, EdgeKind kind, Draft to, Evidence evidence, String reason) {
    Edges.Pending edge = new Edges.Pending(from, to, kind, evidence, reason, null, false);
    // The JVM says that it waits; a thread in class initialisation is RUNNABLE all the same.
    edge.fromFrames = true;
    run.edges.add(edge);
  }

  private static String place(HeapThread owner, Monitor monitor) {
    int depth = monitor.ownerDepth();
    if (depth < 0 || depth >= owner.frames().size() || owner.moved()) {
      return "";
    }
    return "entered in " + owner.frames().get(depth).text();
  }

  private String named(Monitor monitor) {
    return monitor.typeName().isEmpty() || run.heap.object(monitor.object()) != null
        ? named(monitor.object())
        : monitor.typeName();
  }

  private String named(long id) {
    HeapClass type = run.heap.classById(id);
    if (type != null) {
      return "class " + type.name();
    }
    HeapObject object = run.heap.object(id);
    return object == null ? "an object that is not in the picture" : object.type().name();
  }

  /** The monitor of an object as an end of an edge: an entry that only edges understand. */
  static Object lockOf(Value reference, Run run) {
    if (!reference.isReference()) {
      return Value.UNKNOWN;
    }
    Monitors monitors = new Monitors(run);
    return run.drafts.monitor(reference.id(), "monitor of " + monitors.named(reference.id()));
  }
}
