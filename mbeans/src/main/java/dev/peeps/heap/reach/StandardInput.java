package dev.peeps.heap.reach;

/** Whose stacks refer to the standard input. */
public interface StandardInput {

  /** True when the thread's stack refers to it or to what it reads from: it may be reading it. */
  boolean knowsStandardInput(long thread);
}
