package dev.peeps.why;

import java.util.Locale;

/**
 * What stands at the end of a chain of waits, from what will go on to what never will. Of several
 * things that are all needed the last in this order decides, of alternatives the first.
 */
public enum Cause {
  /** Somebody who runs, or is about to: wait. */
  RUNS,
  /** Somebody who is idle, waiting for work. */
  WORK,
  /** Time: a sleep, a timer, or a wait that ends by itself. */
  TIME,
  /** The world outside of the process: a peer, another process. */
  OUTSIDE,
  /** What comes next is not recorded anywhere. */
  UNKNOWN,
  /** A thread that has ended. */
  ENDED,
  /** Nobody is left who could: a finding says so. */
  STUCK,
  /** The chain comes back to where it has been. */
  CIRCLE;

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
