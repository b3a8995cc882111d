package dev.peeps.heap.reach;

/** Says over which queue alone something is within reach. */
public interface ByQueue {

  /** The id of a queue that leads to an object of {@link Level#QUEUED}; 0 when none is known. */
  long queueOf(long object);
}
