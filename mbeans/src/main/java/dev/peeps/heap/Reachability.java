package dev.peeps.heap;

/** From where an object of a {@link Heap} can be reached, as far as that was looked at. */
public enum Reachability {
  /** From a thread, its frames or thread-locals, or from a static field that a layout names. */
  THREADS,
  /** From some root of the garbage collector, but not by the walk from threads. */
  ROOTS,
  /** From nothing: garbage that no collection has taken away yet. It is no task of anybody's. */
  UNREACHABLE,
  /** Not computed: the object is in the file, and only its class says that it matters. */
  UNKNOWN
}
