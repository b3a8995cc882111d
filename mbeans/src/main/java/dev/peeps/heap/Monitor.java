package dev.peeps.heap;

import java.util.List;

/** The monitor of an object. */
public interface Monitor {

  /** Where the knowledge comes from; decides the evidence of edges. */
  enum Source {
    MONITOR_USAGE,
    THREAD_SNAPSHOT,
    THREAD_INFO,
    THREAD_DUMP,
    INFERRED
  }

  /** Id of the object. */
  long object();

  /** Id of the owner's Thread object, 0 when free or unknown. */
  long owner();

  /** How often the owner has entered it; 0 when free or unknown. */
  int entryCount();

  /** Index in the owner's frames of the frame that entered it, or -1 when unknown. */
  int ownerDepth();

  Source source();

  /** Threads that wait to enter. */
  List<Long> entering();

  /** Threads in Object.wait. */
  List<Long> waiting();

  /** Why it is believed, for one that is {@link Source#INFERRED}; else empty. */
  default String reason() {
    return "";
  }

  /**
   * Binary name of the object's class where it is known though the heap has no record of the
   * object; empty otherwise.
   */
  default String typeName() {
    return "";
  }

  /** Why the owner is not known although the monitor is wanted; empty when that is not known. */
  default String ownerUnknown() {
    return "";
  }
}
