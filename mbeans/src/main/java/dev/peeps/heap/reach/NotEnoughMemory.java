package dev.peeps.heap.reach;

/** The tables of a heap would take more memory than allowed. The message says how much. */
public final class NotEnoughMemory extends Exception {
  private static final long serialVersionUID = 1L;

  NotEnoughMemory(String problem) {
    super(problem);
  }
}
