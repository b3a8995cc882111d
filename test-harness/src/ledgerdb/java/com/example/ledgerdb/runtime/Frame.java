package com.example.ledgerdb.runtime;

/** One call of an asynchronous function, as a state machine. */
public abstract class Frame {
  /** The task waits; it is resumed at {@link #step}. */
  public static final int SUSPENDED = 0;

  /** The function has returned. */
  public static final int RETURNED = 1;

  /** It has called another frame. */
  public static final int CALLED = 2;

  Frame caller;

  /** Where to go on. */
  protected int step;

  /** What the step before that is about, for those who look at it. */
  private String at = "begins";

  /** Goes on until it waits, calls or returns. */
  protected abstract int resume(Task task);

  /** Says where to go on, before anything that may wait. */
  protected final void next(int nextStep, String what) {
    step = nextStep;
    at = what;
  }
}
