package dev.peeps.victims;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks at what threads really do, so that a victim says {@code stuck} only when it is. */
public final class Waits {
  private Waits() {}

  /** True when the thread wants a monitor that another one has. */
  public static boolean forMonitor(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED;
  }

  /** True when the thread is parked on this very object. */
  public static boolean parkedOn(Thread thread, Object blocker) {
    return waiting(thread) && LockSupport.getBlocker(thread) == blocker;
  }

  /**
   * True when the thread waits and one of its frames is {@code Class.method}, the class by its
   * simple name as in a stack trace: {@code CountDownLatch.await}.
   */
  public static boolean in(Thread thread, String frame) {
    return waiting(thread) && hasFrame(thread, frame);
  }

  /** As {@link #in}, for waits in native code, which Java calls RUNNABLE. */
  public static boolean inNative(Thread thread, String frame) {
    return thread.getState() != Thread.State.TERMINATED && hasFrame(thread, frame);
  }

  /** True when every thread waits with that frame on its stack. */
  public static boolean allIn(List<Thread> threads, String frame) {
    return threads.stream().allMatch(thread -> in(thread, frame));
  }

  /** True in any of the states in which a thread does not run. */
  public static boolean waiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING
        || state == Thread.State.TIMED_WAITING
        || state == Thread.State.BLOCKED;
  }

  private static boolean hasFrame(Thread thread, String frame) {
    for (StackTraceElement element : thread.getStackTrace()) {
      String name = element.getClassName() + "." + element.getMethodName();
      if (name.endsWith("." + frame) || name.endsWith("$" + frame)) {
        return true;
      }
    }
    return false;
  }
}
