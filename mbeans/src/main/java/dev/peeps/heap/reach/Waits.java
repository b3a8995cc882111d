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
}
