package dev.peeps.layout;

import dev.peeps.graph.EntityKind;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.ArrayList;
import java.util.List;

/** The entities of one process, one per object. */
final class Drafts {
  /** A chain of {@code same_as} longer than this is taken for a circle. */
  private static final int MAX_ALIASES = 8;

  private final Run run;
  private final String process;
  private final String prefix;

  /** The id of the thread that is entered; what all of them begin with stays. */
  private final StringBuilder id;

  private final int threadPrefix;
  private final ObjectMap<Draft> byObject;

  /** Of the running threads; made when one is asked for, which few layouts do. */
  private LongMap<Draft> byTid;

  private final Tids tids = new Tids();
  private final LongMap<Draft> monitors = new LongMap<>();
  private final List<Draft> all = new ArrayList<>();
  private final List<Draft> threads;

  Drafts(Run run, String process) {
    this.run = run;
    this.process = process;
    this.prefix = process + "/";
    this.id = new StringBuilder(prefix).append("thread-");
    this.threadPrefix = id.length();
    this.byObject = new ObjectMap<>(2 * run.heap.threads().size());
    this.threads = new ArrayList<>(run.heap.threads().size());
  }

  /** In the order in which they were first named. */
  List<Draft> all() {
    return all;
  }

  /**
   * The entities of all threads of the heap, in its order: {@link Frames} fills it, and nobody
   * after it has to look one up.
   */
  List<Draft> threads() {
    return threads;
  }

  /** The entity of a running thread. */
  Draft thread(HeapThread thread) {
    // A damaged or foreign file may have threads without an object, or two of one number.
    Draft draft = thread.id() != 0 ? byObject.get(thread.id()) : threadByTid(thread.tid());
    if (draft == null) {
      EntityKind kind = thread.virtual() ? EntityKind.VIRTUAL_THREAD : EntityKind.THREAD;
      id.setLength(threadPrefix);
      if (thread.tid() >= 0) {
        id.append(thread.tid());
      } else {
        id.append('x').append(Long.toHexString(thread.id()));
      }
      if (!tids.add(thread.tid()) || (thread.tid() <= 0 && thread.id() == 0)) {
        id.append('x').append(Integer.toHexString(all.size())); // no two entities have one id
      }
      HeapObject object = run.heap.object(thread.id());
      String type =
          object != null
              ? object.type().name()
              : thread.virtual() ? "java.lang.VirtualThread" : "java.lang.Thread";
      draft = add(new Draft(id.toString(), process, kind, thread.id(), type));
      draft.thread = thread;
      // A virtual one that has ended is there for what it may own, as other objects are.
      draft.skipped = thread.virtual() && thread.state() == Thread.State.TERMINATED;
      if (thread.id() != 0) {
        byObject.put(thread.id(), draft);
      }
      if (byTid != null) {
        enter(draft);
      }
    }
    return draft;
  }

  /** The running thread with this Thread.threadId(), or null. */
  Draft threadByTid(long tid) {
    if (tid == 0) {
      return null;
    }
    if (byTid == null) {
      byTid = new LongMap<>(all.size());
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).thread != null) {
          enter(all.get(i));
        }
      }
    }
    return byTid.get(tid);
  }

  /** Of two threads of one number the first has it. */
  private void enter(Draft draft) {
    long tid = draft.thread.tid();
    if (tid > 0 && byTid.get(tid) == null) {
      byTid.put(tid, draft);
    }
  }

  /**
   * The entity that this object is or, by its layout, stands for. Null when there is no record of
   * it, so that no edge ends at what was not seen.
   */
  Draft of(Value reference) {
    Value here = reference;
    for (int i = 0; i < MAX_ALIASES && here.isReference(); i++) {
      // All threads are here already: Frames.threads comes first.
      Draft known = byObject.get(here.id());
      if (known != null) {
        return known;
      }
      HeapObject object = run.object(here.id());
      if (object == null) {
        return null;
      }
      ClassPlan plan = run.planOf(object.type());
      Value next = alias(here, plan);
      if (next == null) {
        return plan.kind == null && !plan.blocks.isEmpty() ? null : entity(object, plan);
      }
      here = next;
    }
    if (here.isReference()) {
      circle(here);
    }
    return null;
  }

  /**
   * As {@link #of}, but whatever has no layout of its own is an entity, too: a library's class that
   * is also a list, say, of which layouts describe only that.
   */
  Draft blocker(Value reference) {
    Draft known = of(reference);
    HeapObject object = known == null ? run.object(reference.id()) : null;
    if (object == null || FrameRules.isJdk(object.type().name())) {
      return known;
    }
    ClassPlan plan = run.planOf(object.type());
    return plan.isAlias() ? null : entity(object, plan);
  }

  private void circle(Value here) {
    HeapObject object = run.object(here.id());
    for (ClassBlock block :
        object == null ? List.<ClassBlock>of() : run.planOf(object.type()).blocks) {
      for (ClassBlock.SameAs same : block.aliases) {
        run.mistakes.problem(
            same.place,
            "more than " + MAX_ALIASES + " objects stand for each other: a circle of 'same_as'");
      }
    }
  }

  /** What the object stands for; null when for itself. */
  private Value alias(Value self, ClassPlan plan) {
    for (ClassBlock block : plan.blocks) {
      for (ClassBlock.SameAs same : block.aliases) {
        Env env = new Env(run);
        env.self = self;
        env.open(block.variables);
        if (Statements.holds(same.condition, env)) {
          Object target = same.target.eval(env);
          return target instanceof Value ? (Value) target : Value.UNKNOWN;
        }
      }
    }
    return null;
  }

  /** The entity of an object that is one itself. */
  Draft entity(HeapObject object, ClassPlan plan) {
    Draft draft = byObject.get(object.id());
    if (draft == null) {
      EntityKind kind = plan.kind == null ? EntityKind.CUSTOM : plan.kind;
      // A number behind "thread-" is the tid of one that runs.
      String dash = kind == EntityKind.THREAD ? "-x" : "-";
      draft =
          add(
              new Draft(
                  prefix + kind.word() + dash + number(object.id()),
                  process,
                  kind,
                  object.id(),
                  object.type().name()));
      if (!object.complete()) {
        draft.attribute(OwnAttributes.INCOMPLETE, true);
      }
      byObject.put(object.id(), draft);
      // A Thread object without a stack has ended, was never started or was not looked at.
      draft.skipped = kind == EntityKind.THREAD || kind == EntityKind.VIRTUAL_THREAD;
    }
    return draft;
  }

  /** The lock that is the monitor of an object. */
  Draft monitor(long object, String type) {
    Draft draft = monitors.get(object);
    if (draft == null) {
      HeapObject record = run.heap.object(object);
      boolean taken = record != null && run.planOf(record.type()).kind == EntityKind.LOCK;
      String id = prefix + (taken ? "lock-monitor-" : "lock-") + number(object);
      draft = add(new Draft(id, process, EntityKind.LOCK, object, type));
      monitors.put(object, draft);
    }
    return draft;
  }

  /** One that stands for several threads. */
  Draft group(int number, String description) {
    return add(
        new Draft(prefix + "custom-group-" + number, process, EntityKind.CUSTOM, 0, description));
  }

  /** The initialisation of a class, seen as a lock. */
  Draft classInit(long type, String description) {
    String id = prefix + "lock-init-" + Long.toHexString(type);
    return add(new Draft(id, process, EntityKind.LOCK, 0, description));
  }

  /**
   * An object's id as people read and type it. In a cut all ids of objects carry a bit that keeps
   * them apart from those of classes (docs/cut-format.md): it says nothing and is left out.
   */
  private String number(long id) {
    if (!run.heap.info().isCut()) {
      return Long.toHexString(id);
    }
    String kind = run.heap.classById(id) == null ? "" : "class-";
    return kind + Long.toHexString(id >= ObjectMap.CUT_BASE ? id - ObjectMap.CUT_BASE : id);
  }

  private Draft add(Draft draft) {
    draft.number = all.size();
    all.add(draft);
    return draft;
  }
}
