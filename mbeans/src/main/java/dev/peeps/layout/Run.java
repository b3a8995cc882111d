package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One application of the layouts to one heap: look-ups and the budget of steps. */
final class Run {
  /** {@code like} may refer to a class that says {@code like} itself, this many times. */
  static final int MAX_LIKES = 8;

  /** More steps than a cut of any honest process needs; ends what a hostile one would not. */
  private static final long MAX_STEPS = 200_000_000;

  /** Null in a run over a graph. */
  final Heap heap;

  /** The graph that {@code finding} blocks look at; null in a run over a heap. */
  final Graph graph;

  private final long maxSteps;

  /** What the finding block under way has reported, by what makes two reports the same. */
  final Map<List<Object>, MacroHit> hits = new LinkedHashMap<>();

  long hitsLeftOut;

  final Mistakes mistakes = new Mistakes();

  final Layouts layouts;
  final Drafts drafts;
  final Edges edges;
  final Scopes scopes = new Scopes();
  private final IdentityHashMap<HeapClass, ClassPlan> plans = new IdentityHashMap<>();
  private ThreadLocals threadLocals;
  private Runners runners;
  private Users users;
  private long steps;
  private long lastId;
  private HeapObject lastObject;

  /** Edges with alternatives that were left out because not all alternatives were seen. */
  long partialChoices;

  Run(Heap heap, Layouts layouts, String process) {
    this.heap = heap;
    this.graph = null;
    this.maxSteps = MAX_STEPS;
    this.layouts = layouts;
    this.drafts = new Drafts(this, process);
    this.edges = new Edges();
  }

  private Run(Graph graph) {
    this.heap = null;
    this.graph = graph;
    this.maxSteps = Macros.MAX_STEPS;
    this.layouts = null;
    this.drafts = null;
    this.edges = null;
  }

  /** A run of {@code finding} blocks: there are no objects, only entities. */
  static Run over(Graph graph) {
    return new Run(graph);
  }

  /** Keeps what a rule reports; the same about the same entities counts once. */
  void hit(MacroHit hit) {
    List<Object> key = List.of(hit.message(), hit.chain());
    if (hits.size() < Macros.MAX_HITS || hits.containsKey(key)) {
      hits.putIfAbsent(key, hit);
    } else {
      hitsLeftOut++;
    }
  }

  /** Counts a step of a walk over objects; false when the budget is used up. */
  boolean step() {
    return ++steps <= maxSteps;
  }

  boolean outOfSteps() {
    return steps > maxSteps;
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
      return value instanceof Entity && ((Entity) value).type().equals(className) ? 1 : 0;
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
    if (heap.info().isCut() && type.isMore()) {
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

  /** Threads in whose frames an object is. The index is made at the first call. */
  Seq users(Object value) {
    if (users == null) {
      users = new Users(this);
    }
    return users.of(value);
  }

  /** Threads that run on an executor. The index is made at the first call. */
  Seq runners(Draft executor) {
    if (runners == null) {
      runners = new Runners(this);
    }
    return runners.of(executor);
  }
}
