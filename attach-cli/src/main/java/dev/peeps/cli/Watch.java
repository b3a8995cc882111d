package dev.peeps.cli;

import java.io.PrintStream;

/**
 * Keeps the command's one deadline and says on stderr, after a second, what is being waited for.
 *
 * <p>Whatever hangs (a JVM that does not reach its safepoint, a file system that does not answer)
 * hangs some other thread; this one ends the command.
 */
public final class Watch {
  /** The deadline for what takes as long as a file is large: a day. */
  public static final long LONG_SECONDS = 86_400;

  private static final long PROGRESS_AFTER_NANOS = 1_000_000_000L;

  private static final long TERMINAL_NANOS = 500_000_000L;
  private static final long LOG_NANOS = 10_000_000_000L;

  /** Erases to the end of the line. */
  private static final String ERASE = "\u001b[K";

  private static final long AFTERWARDS_NANOS = 5_000_000_000L;

  /** No exit status: the watch was told that all is done. */
  private static final int NONE = -1;

  private final Thread thread =
      new Thread("peeps-watch") {
        @Override
        public void run() {
          watch();
        }
      };
  private final PrintStream err;
  private final boolean quiet;
  private final boolean asked;
  private final long start = System.nanoTime();
  private long limitNanos;
  private String stage = "starting";
  private int status = ExitStatus.FAILED;
  private String said = "";
  private boolean paused;
  private boolean printed;
  private boolean over;
  private final boolean terminal = System.getProperty("peeps.terminal", "").contains("err");
  private long saidNanos = start - LOG_NANOS;
  private boolean lineOpen;

  /**
   * @param seconds the deadline, from now
   * @param quiet no progress
   */
  public Watch(long seconds, boolean quiet, PrintStream err) {
    this(seconds, true, quiet, err);
  }

  /**
   * @param seconds the deadline, from now
   * @param asked whether a person has set it, so that nothing lengthens it
   * @param quiet no progress
   */
  public Watch(long seconds, boolean asked, boolean quiet, PrintStream err) {
    this.asked = asked;
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
    endLine();
    stage = text;
    status = exitStatus;
    notifyAll();
  }

  /**
   * How far the present stage has come. Said about every second on a terminal, in one line, and
   * every ten seconds elsewhere.
   *
   * @param text as for {@link #stage}, with percentage and rate
   */
  public synchronized void progress(String text) {
    stage = text;
    long now = System.nanoTime();
    boolean early = now - start < PROGRESS_AFTER_NANOS;
    if (early || quiet || printed || now - saidNanos < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      said = stage;
      return;
    }
    said = stage;
    saidNanos = now;
    if (terminal) {
      lineOpen = true;
      err.print("\rpeeps: " + stage + " ..." + ERASE);
      err.flush();
    } else {
      err.println("peeps: " + stage + " ...");
    }
  }

  /** What takes long by its nature gets a longer deadline, unless a person has set one. */
  public synchronized void atLeast(long seconds) {
    if (!asked) {
      limitNanos = Math.max(limitNanos, seconds * 1_000_000_000L);
      notifyAll();
    }
  }

  /** Ends the line of {@link #progress} on a terminal, so that something else can be said. */
  public synchronized void endLine() {
    if (lineOpen) {
      lineOpen = false;
      err.print("\r" + ERASE);
      err.flush();
    }
  }

  /**
   * The deadline does not count for now: the answer is there and is being written out, to a pager
   * perhaps, that a person reads for an hour.
   */
  public synchronized void pause() {
    endLine();
    paused = true;
    notifyAll();
  }

  /**
   * What is left to do after the answer has been written out. It gets what is left of the deadline,
   * and a few seconds at least.
   *
   * @param text as for {@link #stage}
   * @param exitStatus that of the answer, with which the command ends also when this fails
   */
  public synchronized void afterwards(String text, int exitStatus) {
    limitNanos = Math.max(limitNanos, System.nanoTime() - start + AFTERWARDS_NANOS);
    paused = false;
    printed = true;
    stage(text, exitStatus);
  }

  /** All is done. */
  public synchronized void done() {
    over = true;
    notifyAll();
  }

  private void watch() {
    int exitStatus = untilDeadline();
    if (exitStatus != NONE) {
      // The hooks remove our files; the thread that hangs is not asked.
      System.exit(exitStatus);
    }
  }

  private synchronized int untilDeadline() {
    try {
      while (!over) {
        long spent = System.nanoTime() - start;
        if (paused) {
          wait();
        } else if (spent >= limitNanos) {
          giveUp();
          return status;
        } else {
          boolean progress = spent >= PROGRESS_AFTER_NANOS;
          if (progress && !quiet && !printed && !said.equals(stage)) {
            err.println("peeps: " + stage + " ...");
            said = stage;
          }
          long next = progress ? limitNanos : Math.min(limitNanos, PROGRESS_AFTER_NANOS);
          wait((next - spent) / 1_000_000 + 1);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but the end of the JVM.
    }
    return NONE;
  }

  private void giveUp() {
    endLine();
    err.println(
        new CommandFailure(
                status,
                "gave up after " + limitNanos / 1_000_000_000L + " s while " + stage,
                "the target may be swapping, starved of processor time, or held up on its way"
                    + " to a safepoint",
                printed
                    ? "nothing: the dump above is whole"
                    : "again with a longer --timeout; top -H shows whether the target runs")
            .render());
  }
}
