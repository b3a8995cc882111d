package dev.peeps.victims;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What every victim program does around its hang: it never outlives whoever started it, and it says
 * when it is stuck.
 */
public final class Victim {
  private static final long POLL_NANOS = 1_000_000;

  private Victim() {}

  /**
   * Ends this process at the end of its standard input, without running shutdown hooks (they could
   * take part in the hang). To be called first.
   */
  public static void diesWithStdin() {
    Thread lifeline =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // input is only read for its end
                }
              } catch (IOException e) {
                // a broken pipe is an end as well
              }
              Runtime.getRuntime().halt(0);
            },
            "victim-lifeline");
    // Not a daemon: virtual threads alone would not keep the JVM alive.
    lifeline.start();
  }

  /**
   * Blocks until the condition holds and then prints {@code stuck}. The condition looks at the
   * states of the threads, so that the line proves something; see {@link Waits}.
   */
  public static void stuckWhen(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    System.out.println("stuck");
    System.out.flush();
  }
}
