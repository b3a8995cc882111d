package dev.peeps.layout;

import dev.peeps.heap.HeapObject;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Value;

/** What a frame rule knows beyond its receiver. */
final class FrameExprs {

  private FrameExprs() {}

  /** {@code this}. */
  static final class Self implements Expr {
    @Override
    public Object eval(Env env) {
      return env.self;
    }
  }

  /** {@code thread}: the thread that the frame or the block belongs to. */
  static final class ThreadOf implements Expr {
    @Override
    public Object eval(Env env) {
      return env.thread == null ? Value.UNKNOWN : Value.reference(env.thread.id());
    }
  }

  /** {@code blocker}: what the thread is parked on, or whose monitor it wants or waits for. */
  static final class Blocker implements Expr {
    @Override
    public Object eval(Env env) {
      return env.thread == null || env.thread.blocker() == 0
          ? Value.UNKNOWN
          : Value.reference(env.thread.blocker());
    }
  }

  /** {@code local(CLASS)}: the first local of the frame that is of the class. */
  static final class Local implements Expr {
    private final String className;

    Local(String className) {
      this.className = className;
    }

    @Override
    public Object eval(Env env) {
      return env.thread == null || env.frame < 0
          ? Value.UNKNOWN
          : find(env.thread, env.frame, className, env.run);
    }
  }

  /** The first local of the class; unknown when there is none: a local may be dead or unseen. */
  static Value find(HeapThread thread, int frame, String className, Run run) {
    if (!thread.hasLocals()) {
      return Value.UNKNOWN; // as nearly all of a hundred thousand that stand in one stack
    }
    for (long id : thread.frames().get(frame).locals()) {
      HeapObject object = run.heap.object(id);
      if (object != null && object.type().isA(className)) {
        return Value.reference(id);
      }
    }
    return Value.UNKNOWN;
  }
}
