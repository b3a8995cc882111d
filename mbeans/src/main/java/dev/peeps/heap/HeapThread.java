package dev.peeps.heap;

import java.util.List;

/** A thread, platform or virtual, with its stack as far as it was recorded. */
public interface HeapThread {

  /** Id of the Thread object. */
  long id();

  /** Thread.threadId(); -1 when unknown. */
  long tid();

  /** Native (OS) thread id; 0 when unknown or for an unmounted virtual thread. */
  long nativeId();

  /** Name as it is in the target, unescaped, at most 256 characters; empty when it has none. */
  String name();

  boolean virtual();

  boolean daemon();

  /**
   * As {@link Thread.State}, from the JVM where known, else from the Thread object's fields; null
   * when unknown.
   */
  Thread.State state();

  /** True while the thread is in native code according to the JVM. */
  boolean inNative();

  /** Id of the carrier's Thread object, 0 when none or unknown. */
  long carrier();

  /**
   * What it is parked on or whose monitor it wants or waits for: an object id, or 0 when unknown.
   */
  long blocker();

  /** Stack and frame references disagree: nothing may rest on this thread's frames. */
  boolean moved();

  /** False when the locals of its frames were not looked into. */
  boolean localsKnown();

  /** False when nothing is recorded that a frame of it refers to: it need not be asked for. */
  boolean hasLocals();

  /** False when the JVM gave no stack; {@link #frames()} is empty then. */
  boolean stackKnown();

  /** True when the stack has more outer frames than {@link #frames()}. */
  boolean stackCut();

  /** Innermost frame first. */
  List<HeapFrame> frames();

  /**
   * Stack trace serial; threads with equal serials have equal frames (locals may differ). 0 when
   * there is no stack.
   */
  int stackSerial();
}
