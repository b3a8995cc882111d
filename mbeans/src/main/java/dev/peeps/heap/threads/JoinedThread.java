package dev.peeps.heap.threads;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import java.util.List;

/** A thread of a heap with what a thread dump adds to it. */
final class JoinedThread implements HeapThread {
  private final HeapThread thread;
  private final long nativeId;
  private final Thread.State state;
  private final long blocker;
  private final long carrier;
  private final boolean moved;

  JoinedThread(
      HeapThread thread,
      long nativeId,
      Thread.State state,
      long blocker,
      long carrier,
      boolean moved) {
    this.thread = thread;
    this.nativeId = nativeId;
    this.state = state;
    this.blocker = blocker;
    this.carrier = carrier;
    this.moved = moved;
  }

  @Override
  public long id() {
    return thread.id();
  }

  @Override
  public long tid() {
    return thread.tid();
  }

  @Override
  public long nativeId() {
    return nativeId;
  }

  @Override
  public String name() {
    return thread.name();
  }

  @Override
  public boolean virtual() {
    return thread.virtual();
  }

  @Override
  public boolean daemon() {
    return thread.daemon();
  }

  @Override
  public Thread.State state() {
    return state;
  }

  @Override
  public boolean inNative() {
    return thread.inNative();
  }

  @Override
  public long carrier() {
    return carrier;
  }

  @Override
  public long blocker() {
    return blocker;
  }

  @Override
  public boolean moved() {
    return moved;
  }

  @Override
  public boolean localsKnown() {
    return thread.localsKnown();
  }

  @Override
  public boolean stackKnown() {
    return thread.stackKnown();
  }

  @Override
  public boolean stackCut() {
    return thread.stackCut();
  }

  @Override
  public List<HeapFrame> frames() {
    return thread.frames();
  }

  @Override
  public int stackSerial() {
    return thread.stackSerial();
  }

  @Override
  public String toString() {
    return thread.toString();
  }
}
