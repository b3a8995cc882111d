package dev.peeps.heap;

/** JVMTI thread states, which are also what Thread's threadStatus field holds. */
final class ThreadStates {
  /** No JVM gives this: the state is not known. */
  static final int UNKNOWN = 1 << 31;

  private static final int ALIVE = 0x1;
  private static final int TERMINATED = 0x2;
  private static final int RUNNABLE = 0x4;
  private static final int INDEFINITELY = 0x10;
  private static final int WITH_TIMEOUT = 0x20;
  private static final int BLOCKED = 0x400;
  private static final int IN_NATIVE = 0x400000;

  private ThreadStates() {}

  /** Null for {@link #UNKNOWN}; else in the order in which JVMTI says to look at the bits. */
  static Thread.State stateOf(int bits) {
    if (bits == UNKNOWN) {
      return null;
    } else if ((bits & RUNNABLE) != 0) {
      return Thread.State.RUNNABLE;
    } else if ((bits & BLOCKED) != 0) {
      return Thread.State.BLOCKED;
    } else if ((bits & INDEFINITELY) != 0) {
      return Thread.State.WAITING;
    } else if ((bits & WITH_TIMEOUT) != 0) {
      return Thread.State.TIMED_WAITING;
    } else if ((bits & TERMINATED) != 0) {
      return Thread.State.TERMINATED;
    }
    return (bits & ALIVE) != 0 ? Thread.State.RUNNABLE : Thread.State.NEW;
  }

  static boolean inNative(int bits) {
    return bits != UNKNOWN && (bits & IN_NATIVE) != 0;
  }

  /** Bits that stand for this state; null is unknown. */
  static int bitsOf(Thread.State state) {
    if (state == null) {
      return UNKNOWN;
    }
    switch (state) {
      case NEW:
        return 0;
      case RUNNABLE:
        return ALIVE | RUNNABLE;
      case BLOCKED:
        return ALIVE | BLOCKED;
      case WAITING:
        return ALIVE | INDEFINITELY;
      case TIMED_WAITING:
        return ALIVE | WITH_TIMEOUT;
      case TERMINATED:
        return TERMINATED;
    }
    throw new AssertionError(state);
  }
}
