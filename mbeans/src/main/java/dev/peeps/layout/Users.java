package dev.peeps.layout;

import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.function.LongConsumer;

/**
 * {@code instances(CLASS)} and {@code users(x)}: what a pool has lent, and in whose frames it is.
 * Both are of the picture: what is not in it is in neither.
 */
final class Users {
  /** Wrappers within wrappers; more is a circle. */
  private static final int WRAPPERS = 8;

  private final Run run;
  private final LongMap<Seq> byObject = new LongMap<>();

  /** Cost: one look at each local of each frame, and at what it wraps. */
  Users(Run run) {
    this.run = run;
    for (HeapThread thread : run.heap.threads()) {
      if (thread.stackKnown() && !thread.moved()) {
        add(thread);
      }
    }
  }

  private void add(HeapThread thread) {
    Value user = Value.reference(thread.id());
    for (HeapFrame frame : thread.frames()) {
      for (long local : frame.locals()) {
        add(local, user, WRAPPERS);
      }
    }
  }

  private void add(long object, Value user, int wrappers) {
    Seq users = byObject.get(object);
    if (users == null) {
      users = new Seq();
      byObject.put(object, users);
    }
    int last = users.items.size() - 1;
    if (last < 0 || !users.items.get(last).equals(user)) {
      users.items.add(user);
    }
    HeapObject wrapper = wrappers == 0 ? null : run.object(object);
    if (wrapper == null) {
      return;
    }
    for (String field : run.planOf(wrapper.type()).wraps()) {
      Value wrapped = wrapper.field(field);
      if (wrapped.isReference()) {
        add(wrapped.id(), user, wrappers - 1);
      }
    }
  }

  /** Threads that have the object, or what wraps it, among the locals of their frames. */
  Seq of(Object value) {
    Seq users =
        value instanceof Value && ((Value) value).isReference()
            ? byObject.get(((Value) value).id())
            : null;
    return users == null ? new Seq() : users;
  }

  /** {@code instances(CLASS)}. */
  static final class Instances implements Expr {
    private final String className;

    Instances(String className) {
      this.className = className;
    }

    @Override
    public Object eval(Env env) {
      Seq found = new Seq();
      for (HeapClass type : env.run.heap.classes()) {
        if (type.isA(className)) {
          env.run.heap.forEachInstance(type, new Collector(env.run, found));
        }
      }
      return found;
    }
  }

  private static final class Collector implements LongConsumer {
    private final Run run;
    private final Seq into;

    Collector(Run run, Seq into) {
      this.run = run;
      this.into = into;
    }

    @Override
    public void accept(long id) {
      if (run.step()) {
        into.items.add(Value.reference(id));
      } else {
        into.partial = true;
      }
    }
  }
}
