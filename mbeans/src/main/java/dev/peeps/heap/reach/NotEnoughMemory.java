package dev.peeps.heap.reach;

/** The tables of a heap would take more memory than allowed. The message says how much. */
public final class NotEnoughMemory extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what would be needed, and how to give it. */
  public NotEnoughMemory(String problem) {
    super(problem);
  }
}
