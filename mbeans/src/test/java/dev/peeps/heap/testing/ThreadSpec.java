package dev.peeps.heap.testing;

import java.util.ArrayList;
import java.util.List;

/** A thread of a dump under construction; its frames are given innermost first. */
public final class ThreadSpec implements HasId {
  private static final int VIRTUAL = 1;
  private static final int DAEMON = 2;
  private static final int MOVED = 4;
  private static final int LOCALS_UNKNOWN = 8;
  private static final int STACK_UNAVAILABLE = 16;
  private static final int STACK_CUT = 32;

  final ObjectSpec object;
  final int serial;
  final String name;
  final List<String> frames = new ArrayList<>();
  final List<List<HasId>> locals = new ArrayList<>();
  long tid;
  int jvmtiState = 5;
  int flags;
  HasId carrier;
  HasId blocker;
  long nativeId;

  ThreadSpec(ObjectSpec object, int serial, String name, boolean virtual) {
    this.object = object;
    this.serial = serial;
    this.name = name;
    this.tid = serial;
    this.flags = virtual ? VIRTUAL : 0;
  }

  /**
   * Adds the next outer frame.
   *
   * @param frame as in a stack trace: {@code a.b.C.m(C.java:12)}, {@code (Native Method)}, {@code
   *     (Unknown Source)} or {@code (C.java)} A descriptor may follow after a space, else it is
   *     {@code ()V}.
   * @param locals what its locals refer to
   */
  public ThreadSpec at(String frame, HasId... locals) {
    frames.add(frame);
    this.locals.add(List.of(locals));
    return this;
  }

  public ThreadSpec tid(long tid) {
    this.tid = tid;
    return this;
  }

  public ThreadSpec nativeId(long nativeId) {
    this.nativeId = nativeId;
    return this;
  }

  /** Sets the JVMTI state that stands for this state; RUNNABLE when never called. */
  public ThreadSpec state(Thread.State state) {
    switch (state) {
      case NEW:
        return jvmtiState(0);
      case RUNNABLE:
        return jvmtiState(0x5);
      case BLOCKED:
        return jvmtiState(0x401);
      case WAITING:
        return jvmtiState(0x291);
      case TIMED_WAITING:
        return jvmtiState(0x2a1);
      case TERMINATED:
        return jvmtiState(0x2);
    }
    throw new AssertionError(state);
  }

  public ThreadSpec jvmtiState(int bits) {
    jvmtiState = bits;
    return this;
  }

  public ThreadSpec daemon() {
    return flag(DAEMON);
  }

  public ThreadSpec moved() {
    return flag(MOVED);
  }

  public ThreadSpec localsUnknown() {
    return flag(LOCALS_UNKNOWN);
  }

  public ThreadSpec stackUnavailable() {
    return flag(STACK_UNAVAILABLE);
  }

  public ThreadSpec stackCut() {
    return flag(STACK_CUT);
  }

  private ThreadSpec flag(int flag) {
    flags |= flag;
    return this;
  }

  public ThreadSpec carrier(HasId carrier) {
    this.carrier = carrier;
    return this;
  }

  public ThreadSpec blocker(HasId blocker) {
    this.blocker = blocker;
    return this;
  }

  /** The Thread object, to set its fields. */
  public ObjectSpec object() {
    return object;
  }

  @Override
  public long id() {
    return object.id();
  }
}
