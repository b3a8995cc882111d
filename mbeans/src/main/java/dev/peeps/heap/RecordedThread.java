package dev.peeps.heap;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A thread of a {@link RecordedHeap}. */
final class RecordedThread implements HeapThread {
  private final ThreadFacts facts;
  private final List<SharedFrame> stack;
  private final Locals locals;
  private final int stackSerial;

  RecordedThread(ThreadFacts facts, List<SharedFrame> stack, Locals locals, int stackSerial) {
    this.facts = facts;
    this.stack = stack;
    this.locals = locals;
    this.stackSerial = stackSerial;
  }

  @Override
  public long id() {
    return facts.id;
  }

  @Override
  public long tid() {
    return facts.tid;
  }

  @Override
  public long nativeId() {
    return facts.nativeId;
  }

  @Override
  public String name() {
    return facts.name;
  }

  @Override
  public boolean virtual() {
    return facts.has(ThreadFacts.VIRTUAL);
  }

  @Override
  public boolean daemon() {
    return facts.has(ThreadFacts.DAEMON);
  }

  @Override
  public Thread.State state() {
    return facts.state;
  }

  @Override
  public boolean inNative() {
    return facts.inNative;
  }

  @Override
  public long carrier() {
    return facts.carrier;
  }

  @Override
  public long blocker() {
    return facts.blocker;
  }

  @Override
  public boolean moved() {
    return facts.has(ThreadFacts.MOVED);
  }

  @Override
  public boolean localsKnown() {
    return !facts.has(ThreadFacts.LOCALS_UNKNOWN);
  }

  @Override
  public boolean stackKnown() {
    return !facts.has(ThreadFacts.STACK_UNAVAILABLE);
  }

  @Override
  public boolean stackCut() {
    return facts.has(ThreadFacts.STACK_CUT);
  }

  @Override
  public List<HeapFrame> frames() {
    return new Frames();
  }

  @Override
  public int stackSerial() {
    return stackSerial;
  }

  @Override
  public String toString() {
    return (virtual() ? "virtual thread " : "thread ") + facts.tid + " \"" + facts.name + '"';
  }

  /** A view: frames are shared, only the locals are this thread's. */
  private final class Frames extends AbstractList<HeapFrame> implements RandomAccess {
    @Override
    public HeapFrame get(int index) {
      return new RecordedFrame(stack.get(index), locals, facts.serial, index);
    }

    @Override
    public int size() {
      return stack.size();
    }
  }
}
