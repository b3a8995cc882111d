package dev.peeps.layout;

import dev.peeps.graph.Entity;
import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.Value;
import java.util.List;

/** Steps from object to object. */
final class PathExprs {

  private PathExprs() {}

  /** {@code base.name}. */
  static final class Field implements Expr {
    private final Expr base;
    private final String name;
    private final Place place;

    Field(Expr base, String name, Place place) {
      this.base = base;
      this.name = name;
      this.place = place;
    }

    @Override
    public Object eval(Env env) {
      Object from = base.eval(env);
      Object value = read(from, name, env.run);
      if (value == Value.ABSENT || (value == Value.UNKNOWN && Truth.isNumber(from))) {
        missed(from, env.run);
      }
      return value;
    }

    private void missed(Object from, Run run) {
      if (Truth.isNumber(from)) {
        run.mistakes.problem(place, "this is a number, which has no field '" + name + "'");
        return;
      }
      HeapObject object = run.object(from);
      if (object != null && run.mistakes.alternatives == 0) {
        run.mistakes.note(
            place, "a " + object.type().name() + " comes here, which has no field '" + name + "'");
      }
    }

    static Object read(Object from, String name, Run run) {
      if (from instanceof Value) {
        Value value = (Value) from;
        return value.isReference() ? run.field(value.id(), name) : value;
      }
      if (from instanceof Seq) {
        Seq result = new Seq();
        result.partial = ((Seq) from).partial;
        int absent = 0;
        for (Object item : ((Seq) from).items) {
          Object value = read(item, name, run);
          absent += value == Value.ABSENT ? 1 : 0;
          result.add(value);
        }
        // So that alternatives work on lists too.
        return absent > 0 && absent == ((Seq) from).items.size() ? Value.ABSENT : result;
      }
      if (from instanceof Entry) {
        Object part = ((Entry) from).part(name);
        return part == null ? Value.ABSENT : part;
      }
      if (from instanceof Entity) {
        return GraphValues.read((Entity) from, name, run);
      }
      return Value.UNKNOWN;
    }
  }

  /** {@code CLASS::name}. */
  static final class Static implements Expr {
    private final String className;
    private final String name;

    Static(String className, String name) {
      this.className = className;
      this.name = name;
    }

    @Override
    public Object eval(Env env) {
      List<HeapClass> classes = env.run.heap.classesNamed(className);
      Object result = Value.ABSENT;
      for (HeapClass type : classes) {
        if (type.staticNames().contains(name)) {
          if (result != Value.ABSENT) {
            return Value.UNKNOWN;
          }
          result = Truth.fromHeap(type.staticField(name));
        }
      }
      return result;
    }
  }

  /** {@code base[*]} and {@code base[index]}. */
  static final class Elements implements Expr {
    private final Expr base;
    private final Expr index;
    private final Place place;

    /** The index is null for all elements. */
    Elements(Expr base, Expr index, Place place) {
      this.base = base;
      this.index = index;
      this.place = place;
    }

    @Override
    public Object eval(Env env) {
      Object from = base.eval(env);
      HeapObject object = from instanceof Value ? env.run.object(from) : null;
      if (object != null && object.length() < 0) {
        env.run.mistakes.problem(place, "this is a " + object.type().name() + ", no array");
      }
      if (index != null) {
        return one(from, index.eval(env), env.run);
      }
      return of(from, env.run);
    }

    /** All non-null elements of an array or of several. */
    static Seq of(Object from, Run run) {
      Seq arrays = Seq.of(from);
      Seq result = new Seq();
      for (Object item : arrays.items) {
        all(item, result, run);
      }
      result.partial |= arrays.partial;
      return result;
    }

    private static Object one(Object from, Object index, Run run) {
      if (!(index instanceof Long)) {
        return Value.UNKNOWN;
      }
      long i = (Long) index;
      if (from instanceof Seq) {
        Seq seq = (Seq) from;
        if (i >= 0 && i < seq.items.size()) {
          return seq.items.get((int) i);
        }
        return seq.partial ? Value.UNKNOWN : Value.NULL;
      }
      HeapObject array = run.object(from);
      if (array == null || i < 0 || i >= array.length()) {
        return from == Value.NULL ? from : Value.UNKNOWN;
      }
      return Truth.fromHeap(array.element((int) i));
    }

    private static void all(Object from, Seq result, Run run) {
      HeapObject array = run.object(from);
      int length = array == null ? -1 : array.length();
      if (length < 0) {
        result.partial = true;
        return;
      }
      for (int i = 0; i < length; i++) {
        Value element = array.element(i);
        if (element.isUnknown() || !run.step()) {
          // Elements beyond what was recorded are all unknown: no need to visit each.
          result.partial = true;
          return;
        }
        result.add(Truth.fromHeap(element));
      }
    }
  }

  /** {@code base..next}: the list base, base.next, …. */
  static final class Chain implements Expr {
    private final Expr base;
    private final String next;
    private final Place place;

    Chain(Expr base, String next, Place place) {
      this.base = base;
      this.next = next;
      this.place = place;
    }

    @Override
    public Object eval(Env env) {
      Seq result = new Seq();
      Seq starts = Seq.of(base.eval(env));
      result.partial = starts.partial;
      for (Object start : starts.items) {
        walk(start, result, env.run);
      }
      return result;
    }

    /** Brent's algorithm finds a cycle without remembering what was visited. */
    private void walk(Object start, Seq result, Run run) {
      Object here = start;
      Object tortoise = null;
      int power = 1;
      int length = 0;
      while (here != Value.NULL) {
        boolean circle = here.equals(tortoise);
        if (circle) {
          run.mistakes.note(place, "the list goes round in a circle, and ends where it closes");
        }
        if (Truth.unknown(here) || circle || !run.step()) {
          result.partial = true;
          return;
        }
        if (length == power) {
          tortoise = here;
          power *= 2;
          length = 0;
        } else if (tortoise == null) {
          tortoise = here;
        }
        length++;
        result.add(here);
        here = Field.read(here, next, run);
      }
    }
  }

  /** {@code base..{left, right}}: everything reachable over these fields. */
  static final class Reach implements Expr {
    private final Expr base;
    private final List<String> fields;

    Reach(Expr base, List<String> fields) {
      this.base = base;
      this.fields = fields;
    }

    @Override
    public Object eval(Env env) {
      Seq result = new Seq();
      Seq open = new Seq();
      open.add(base.eval(env));
      LongMap<Object> seen = new LongMap<>();
      while (!open.items.isEmpty()) {
        Object item = open.items.remove(open.items.size() - 1);
        if (!(item instanceof Value || item instanceof Entity) || !env.run.step()) {
          open.partial = true;
          continue;
        }
        if (seen.put(number(item, env.run), item) != null) {
          continue;
        }
        result.add(item);
        for (String field : fields) {
          Object next = Field.read(item, field, env.run);
          if (next != Value.ABSENT) {
            open.add(next);
          }
        }
      }
      result.partial = open.partial;
      return result;
    }

    private static long number(Object item, Run run) {
      return item instanceof Entity
          ? run.graph.indexOf(((Entity) item).id()) + 1L
          : ((Value) item).id();
    }
  }
}
