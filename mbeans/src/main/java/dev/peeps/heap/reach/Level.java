package dev.peeps.heap.reach;

/** By whom an object is still within reach, the liveliest first. */
public enum Level {
  /** By a thread that will run, or by what the JVM itself refers to. */
  LIVE,
  /** Only from a static field of an application's class. */
  STATIC,
  /**
   * Only from what runs when the JVM ends, or as a registered MBean: the program may wait for its
   * own end, or for somebody who manages it.
   */
  SHUTDOWN,
  /** Only from a weak or soft reference, besides. */
  WEAK,
  /** Only from queues that nobody takes from who will run, besides. */
  QUEUED,
  /** Only from the stacks of threads that wait for what is out of reach themselves. */
  WAITERS,
  /** By nobody: garbage that no collection has taken away yet. */
  NONE,
  /** The dump does not have the object, or not in a way that this could be told. */
  UNKNOWN
}
