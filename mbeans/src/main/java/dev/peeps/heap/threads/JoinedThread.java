package dev.peeps.heap.threads;

import dev.peeps.heap.HeapFrame;
import dev.peeps.heap.HeapThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A thread of a heap with what a thread dump adds to it. */
final class JoinedThread implements HeapThread {
  private final HeapThread thread;
  private final long nativeId;
  private final Thread.State state;
  private final long blocker;
  private final long carrier;
  private final boolean moved;
  private final List<HeapFrame> frames;

  JoinedThread(
      HeapThread thread,
      long nativeId,
      Thread.State state,
      long blocker,
      long carrier,
      boolean moved,
      List<HeapFrame> frames) {
    this.thread = thread;
    this.nativeId = nativeId;
    this.state = state;
    this.blocker = blocker;
    this.carrier = carrier;
    this.moved = moved;
    this.frames = frames;
  }

  /** The thread with the stack that a thread dump has of it, for a heap without stacks. */
  static JoinedThread withStack(HeapThread thread, DumpedThread dumped) {
    List<HeapFrame> frames = new ArrayList<>();
    for (DumpedFrame frame : dumped.frames()) {
      frames.add(new StandInFrame(frame));
    }
    return new JoinedThread(
        thread,
        thread.nativeId(),
        thread.state(),
        thread.blocker(),
        thread.carrier(),
        thread.moved(),
        Collections.unmodifiableList(frames));
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
    return frames == null && thread.localsKnown();
  }

  @Override
  public boolean hasLocals() {
    return frames == null && thread.hasLocals();
  }

  @Override
  public boolean stackKnown() {
    return frames != null || thread.stackKnown();
  }

  @Override
  public boolean stackCut() {
    return thread.stackCut();
  }

  @Override
  public List<HeapFrame> frames() {
    return frames == null ? thread.frames() : frames;
  }

  @Override
  public int stackSerial() {
    return frames == null ? thread.stackSerial() : 0;
  }

  @Override
  public String toString() {
    return thread.toString();
  }
}
