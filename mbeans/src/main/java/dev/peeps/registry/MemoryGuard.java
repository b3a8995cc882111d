package dev.peeps.registry;

/**
 * Reading a cut takes memory of the application's heap: about five times the size of its file. A
 * JVM that has not got that to spare is left alone.
 */
final class MemoryGuard {
  /** Heap used by reading, per byte of the file, and a little for what does not grow with it. */
  private static final long PER_BYTE = 5;

  private static final long BASE = 16L << 20;

  private MemoryGuard() {}

  /**
   * Refuses when the free heap is too small for a file of this size.
   *
   * @throws CutRefusedException with both figures
   */
  static void check(long fileBytes, long maxHeap, long usedHeap) throws CutRefusedException {
    long needed = BASE + PER_BYTE * fileBytes;
    long free = maxHeap - usedHeap;
    if (free < needed) {
      throw new CutRefusedException(
          "the cut was not read here: that takes about "
              + megabytes(needed)
              + " MB of heap, and "
              + megabytes(free)
              + " MB are free; peeps dump reads it in a process of its own");
    }
  }

  static void check(long fileBytes) throws CutRefusedException {
    Runtime runtime = Runtime.getRuntime();
    check(fileBytes, runtime.maxMemory(), runtime.totalMemory() - runtime.freeMemory());
  }

  private static long megabytes(long bytes) {
    return Math.max(0, bytes) >> 20;
  }
}
