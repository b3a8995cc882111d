package dev.peeps.layout;

import dev.peeps.heap.HeapClass;
import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;
import java.util.function.LongConsumer;

/**
 * {@code instances(CLASS)} and {@code users(x)}: what a pool has lent, and in whose frames it is.
 * Both are of the picture: what is not in it is in neither.
 */
final class Users {
  private final LongMap<Seq> byObject = new LongMap<>();

  /** Cost: one look at each local of each frame. */
  Users(Run run) {
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
        Seq users = byObject.get(local);
        if (users == null) {
          users = new Seq();
          byObject.put(local, users);
        }
        int last = users.items.size() - 1;
        if (last < 0 || !users.items.get(last).equals(user)) {
          users.items.add(user);
        }
      }
    }
  }

  /** Threads that have the object among the locals of their frames. */
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
