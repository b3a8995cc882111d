package dev.peeps.heap;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A handle for a thread of a {@link RecordedHeap}. */
final class RecordedThread implements HeapThread {
  private final ThreadTable threads;
  private final int number;
  private final Stacks stacks;
  private final Locals locals;

  RecordedThread(ThreadTable threads, int number, Stacks stacks, Locals locals) {
    this.threads = threads;
    this.number = number;
    this.stacks = stacks;
    this.locals = locals;
  }

  @Override
  public long id() {
    return threads.id(number);
  }

  @Override
  public long tid() {
    return threads.tid(number);
  }

  @Override
  public long nativeId() {
    return threads.nativeId(number);
  }

  @Override
  public String name() {
    return threads.name(number);
  }

  @Override
  public boolean virtual() {
    return has(ThreadTable.VIRTUAL);
  }

  @Override
  public boolean daemon() {
    return has(ThreadTable.DAEMON);
  }

  @Override
  public Thread.State state() {
    return ThreadStates.stateOf(threads.state(number));
  }

  @Override
  public boolean inNative() {
    return ThreadStates.inNative(threads.state(number));
  }

  @Override
  public long carrier() {
    return threads.carrier(number);
  }

  @Override
  public long blocker() {
    return threads.blocker(number);
  }

  @Override
  public boolean moved() {
    return has(ThreadTable.MOVED);
  }

  @Override
  public boolean localsKnown() {
    return !has(ThreadTable.LOCALS_UNKNOWN);
  }

  @Override
  public boolean hasLocals() {
    return locals.any(threads.serial(number));
  }

  @Override
  public boolean stackKnown() {
    boolean none = threads.serial(number) == 0;
    return !has(ThreadTable.STACK_UNAVAILABLE) && (none || threads.trace(number) != 0);
  }

  @Override
  public boolean stackCut() {
    return has(ThreadTable.STACK_CUT);
  }

  private boolean has(int flag) {
    return (threads.flags(number) & flag) != 0;
  }

  @Override
  public List<HeapFrame> frames() {
    return new Frames(stacks.frames(threads.trace(number)), threads.serial(number));
  }

  @Override
  public int stackSerial() {
    return threads.trace(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedThread
        && ((RecordedThread) other).threads == threads
        && ((RecordedThread) other).number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return (virtual() ? "virtual thread " : "thread ") + tid() + " \"" + name() + '"';
  }

  /** A view: frames are shared, only the locals are this thread's. */
  private final class Frames extends AbstractList<HeapFrame> implements RandomAccess {
    private final List<SharedFrame> stack;
    private final int serial;

    Frames(List<SharedFrame> stack, int serial) {
      this.stack = stack;
      this.serial = serial;
    }

    @Override
    public HeapFrame get(int index) {
      return new RecordedFrame(stack.get(index), locals, serial, index);
    }

    @Override
    public int size() {
      return stack.size();
    }
  }
}
