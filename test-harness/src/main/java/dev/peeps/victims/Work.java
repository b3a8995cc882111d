package dev.peeps.victims;

/** Work that may fail; a failure ends the victim loudly, since its hang would not happen. */
@FunctionalInterface
public interface Work {
  void run() throws Exception;

  /** The same as a Runnable, for threads and executors. */
  default Runnable orDie() {
    return () -> {
      try {
        run();
      } catch (Throwable e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(99);
      }
    };
  }
}
