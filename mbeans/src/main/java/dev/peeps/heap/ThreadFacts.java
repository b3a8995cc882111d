package dev.peeps.heap;

/** What is known of a thread apart from its stack; filled while the file is read. */
final class ThreadFacts {
  static final int VIRTUAL = 1;
  static final int DAEMON = 2;
  static final int MOVED = 4;
  static final int LOCALS_UNKNOWN = 8;
  static final int STACK_UNAVAILABLE = 16;
  static final int STACK_CUT = 32;

  static final int LONGEST_NAME = 256;

  private static final int IN_NATIVE = 0x400000;

  final long id;
  final int serial;
  long tid = -1;
  long nativeId;
  String name = "";
  int flags;
  Thread.State state;
  boolean inNative;
  long carrier;
  long blocker;

  /**
   * @param serial thread serial of the file, 0 when it has no stack
   */
  ThreadFacts(long id, int serial) {
    this.id = id;
    this.serial = serial;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  void name(String text) {
    name = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }

  /** Takes the JVMTI thread state, which is also what Thread's threadStatus field holds. */
  void jvmState(int bits) {
    inNative = (bits & IN_NATIVE) != 0;
    state = stateOf(bits);
  }

  /** As JVMTI tells to map its bits, in that order. */
  private static Thread.State stateOf(int bits) {
    if ((bits & 0x4) != 0) {
      return Thread.State.RUNNABLE;
    } else if ((bits & 0x400) != 0) {
      return Thread.State.BLOCKED;
    } else if ((bits & 0x10) != 0) {
      return Thread.State.WAITING;
    } else if ((bits & 0x20) != 0) {
      return Thread.State.TIMED_WAITING;
    } else if ((bits & 0x2) != 0) {
      return Thread.State.TERMINATED;
    } else if ((bits & 0x1) == 0) {
      return Thread.State.NEW;
    }
    return Thread.State.RUNNABLE;
  }
}
