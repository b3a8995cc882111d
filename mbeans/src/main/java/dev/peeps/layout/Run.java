package dev.peeps.layout;

import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.IdentityHashMap;
import java.util.List;

/** One application of the layouts to one heap: look-ups and the budget of steps. */
final class Run {
  /** {@code like} may refer to a class that says {@code like} itself, this many times. */
  static final int MAX_LIKES = 8;

  /** More steps than a cut of any honest process needs; ends what a hostile one would not. */
  private static final long MAX_STEPS = 200_000_000;

  final Heap heap;
  final Layouts layouts;
  final Drafts drafts;
  final Edges edges;
  final Scopes scopes = new Scopes();
  private final IdentityHashMap<HeapClass, ClassPlan> plans = new IdentityHashMap<>();
  private ThreadLocals threadLocals;
  private long steps;
  private long lastId;
  private HeapObject lastObject;

  /** Edges with alternatives that were left out because not all alternatives were seen. */
  long partialChoices;

  Run(Heap heap, Layouts layouts, String process) {
    this.heap = heap;
    this.layouts = layouts;
    this.drafts = new Drafts(this, process);
    this.edges = new Edges();
  }

  /** Counts a step of a walk over objects; false when the budget is used up. */
  boolean step() {
    return ++steps <= MAX_STEPS;
  }

  boolean outOfSteps() {
    return steps > MAX_STEPS;
  }

  /** The object that a value refers to; null when it is no reference or there is no record. */
  HeapObject object(Object value) {
    return value instanceof Value && ((Value) value).isReference()
        ? object(((Value) value).id())
        : null;
  }

  /** The object of this id, or null. Statements look at the same object again and again. */
  HeapObject object(long id) {
    if (id != lastId) {
      lastObject = heap.object(id);
      lastId = id;
    }
    return lastObject;
  }

  /** The entity that a value names; null when it names none or there is no record of it. */
  Draft draft(Object value) {
    if (value instanceof Draft) {
      return (Draft) value;
    }
    return EdgeStatement.isEnd(value) ? drafts.of((Value) value) : null;
  }

  /** Value of an instance field. */
  Object field(long id, String name) {
    HeapObject object = object(id);
    if (object == null) {
      return Value.UNKNOWN;
    }
    Value value = object.field(name);
    if (value.isUnknown() && object.settled() && planOf(object.type()).settles(name)) {
      return Truth.SOMETHING;
    }
    return Truth.fromHeap(value);
  }

  /** 1 when the value is an object of the class, 0 when not, -1 when unknown. */
  int isA(Object value, String className) {
    if (Truth.unknown(value) || value == Truth.SOMETHING) {
      return -1;
    }
    if (!(value instanceof Value)) {
      return 0;
    }
    HeapObject object = object(value);
    return object == null ? -1 : object.type().isA(className) ? 1 : 0;
  }

  /** What the layouts say about a class; never null. */
  ClassPlan planOf(HeapClass type) {
    ClassPlan plan = plans.get(type);
    if (plan == null) {
      plan = findPlan(type);
      plans.put(type, plan);
    }
    return plan;
  }

  private ClassPlan findPlan(HeapClass type) {
    int depth = 0;
    for (HeapClass c = type; c != null && depth < 1000; c = c.superclass(), depth++) {
      List<ClassBlock> blocks = layouts.blocksOf(c.name());
      if (!blocks.isEmpty()) {
        return new ClassPlan(blocks);
      }
    }
    if (heap.info().isCut()) {
      // Only a cut knows which interfaces of the layouts a class implements.
      for (String name : layouts.classNames()) {
        if (type.isA(name)) {
          return new ClassPlan(layouts.blocksOf(name));
        }
      }
    }
    return ClassPlan.NOTHING;
  }

  /** Thread-local values by their key. The index is made at the first call. */
  Seq threadLocals(Object key) {
    if (threadLocals == null) {
      threadLocals = new ThreadLocals(this);
    }
    return threadLocals.of(key);
  }
}
