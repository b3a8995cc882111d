package dev.peeps.cli;

import java.io.PrintStream;

/**
 * Keeps the command's one deadline and says on stderr, after a second, what is being waited for.
 *
 * <p>Whatever hangs (a JVM that does not reach its safepoint, a file system that does not answer)
 * hangs some other thread; this one ends the command.
 */
public final class Watch {
  private static final long PROGRESS_AFTER_NANOS = 1_000_000_000L;

  private final Thread thread =
      new Thread("peeps-watch") {
        @Override
        public void run() {
          watch();
        }
      };
  private final PrintStream err;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private final long limitNanos;
  private String stage = "starting";
  private int status = ExitStatus.FAILED;
  private String said = "";
  private boolean over;

  /**
   * @param seconds the deadline, from now
   * @param quiet no progress
   */
  public Watch(long seconds, boolean quiet, PrintStream err) {
    this.err = err;
    this.quiet = quiet;
    this.limitNanos = seconds * 1_000_000_000L;
    thread.setDaemon(true);
  }

  /** Starts watching. */
  public Watch start() {
    thread.start();
    return this;
  }

  /**
   * Says what the command does from now on.
   *
   * @param text goes on with "peeps is …": "waiting for the cut of 4711"
   * @param exitStatus with which the command ends when the deadline finds it here
   */
  public synchronized void stage(String text, int exitStatus) {
    stage = text;
    status = exitStatus;
    notifyAll();
  }

  /** The deadline no longer counts: the answer is there and only has to be written out. */
  public synchronized void done() {
    over = true;
    notifyAll();
  }

  private void watch() {
    int exitStatus = untilDeadline();
    if (exitStatus != ExitStatus.OK) {
      // The hooks remove our files; the thread that hangs is not asked.
      System.exit(exitStatus);
    }
  }

  private synchronized int untilDeadline() {
    while (!over) {
      long spent = System.nanoTime() - start;
      if (spent >= limitNanos) {
        err.println(
            new CommandFailure(
                    status,
                    "gave up after " + limitNanos / 1_000_000_000L + " s while " + stage,
                    "the target may be swapping, starved of processor time, or held up on its way"
                        + " to a safepoint",
                    "peeps again with a longer --timeout; top -H shows whether the target runs")
                .render());
        return status;
      }
      if (!quiet && spent >= PROGRESS_AFTER_NANOS && !said.equals(stage)) {
        err.println("peeps: " + stage + " ...");
        said = stage;
      }
      long next =
          said.equals(stage) || spent >= PROGRESS_AFTER_NANOS ? limitNanos : PROGRESS_AFTER_NANOS;
      try {
        wait(Math.max(1, (Math.min(next, limitNanos) - spent) / 1_000_000 + 1));
      } catch (InterruptedException e) {
        return ExitStatus.OK; // nobody interrupts it but the end of the JVM
      }
    }
    return ExitStatus.OK;
  }
}
