package dev.peeps.heap.reach;

/** Is told who waits for what, to find out who can still be woken. */
public interface Waits {

  /**
   * A thread waits until one of these objects is used by somebody or one of these threads goes on.
   *
   * @param thread id of its Thread object
   * @param objects ids of objects of the heap
   * @param threads ids of Thread objects
   */
  void waits(long thread, long[] objects, long[] threads);

  /**
   * Only these threads use what is in a queue. Whoever else has a reference to it, as all have who
   * know the executor, gets at nothing by that.
   *
   * @param queue id of an object of the heap
   * @param threads ids of Thread objects; not empty
   */
  void feeds(long queue, long[] threads);

  /**
   * Says that a virtual thread that could run has no carrier, and goes on when one of these threads
   * does, which alone can carry it.
   *
   * @param thread id of its Thread object
   * @param carriers ids of Thread objects, at least one
   */
  void mounts(long thread, long[] carriers);

  /**
   * Says that a thread waits for static initialisers which these threads run. It cannot go on
   * before one of them does.
   *
   * @param thread id of its Thread object
   * @param initialisers ids of Thread objects, at least one
   */
  void awaitsClass(long thread, long[] initialisers);
}
