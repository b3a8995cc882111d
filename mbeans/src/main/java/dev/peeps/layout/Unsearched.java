package dev.peeps.layout;

import dev.peeps.heap.reach.LiveReach;

/** Why a search in a live JVM did not come to an end, and what to do about it. */
final class Unsearched {
  static final String USED_UP = "--max-pause is used up; a larger one or --deep finds out";

  static final String TOO_MANY =
      "more is waited for than one search takes; --deep takes a heap dump";

  private static final String WAYS_OUT = "; a larger --max-pause or --deep finds out";

  /** As many times its budget the estimate of a search may be before it is not begun. */
  private static final int CAREFUL = 2;

  private Unsearched() {}

  /**
   * In words, without a full stop.
   *
   * @param usedHeap bytes, as the cut says
   */
  static String why(LiveReach answer, long usedHeap) {
    long budget = answer.number("reachBudgetNanos");
    long pause = answer.number("reachPauseNanos");
    long processor = answer.number("reachProcessorNanos");
    if (answer.number("reachWalks") == 0) {
      return answer.number("reachEstimateNanos") > CAREFUL * budget
          ? tooLarge(usedHeap, budget)
          : "the target has too little memory left for it; --via=heap-dump takes none of it";
    }
    if (answer.number("reachRestless") > 0) {
      return "threads that waited went on all the time; again may find out";
    }
    if (processor > 0 && 2 * processor < pause) {
      return "the machine is too busy: of "
          + millis(pause)
          + " ms the search had a processor for "
          + millis(processor)
          + ", and --max-pause left no more; less load, a larger --max-pause or --deep finds out";
    }
    return tooLarge(usedHeap, budget);
  }

  private static String tooLarge(long usedHeap, long budget) {
    return "the heap of "
        + (usedHeap >> 20)
        + " MB is too large for the "
        + millis(budget)
        + " ms that are left of --max-pause"
        + WAYS_OUT;
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
