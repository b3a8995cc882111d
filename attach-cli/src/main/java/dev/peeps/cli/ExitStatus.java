package dev.peeps.cli;

/** What the command's exit status says; peeps(1) documents the same table. */
public final class ExitStatus {
  /** Done, with or without findings. */
  public static final int OK = 0;

  /** {@code peeps check} has found something stuck. */
  public static final int STUCK = 1;

  /** {@code peeps diff} has found a difference, as diff(1) says it. */
  public static final int DIFFERENT = 1;

  /** {@code peeps layout check} has found a mistake in a layout. */
  public static final int MISTAKES = 1;

  /** The command line was wrong; nothing was done. */
  public static final int USAGE = 2;

  /** No such process, or not a JVM that peeps can read. */
  public static final int NO_TARGET = 3;

  /** Attaching was refused or is impossible; the message says why. */
  public static final int NO_ATTACH = 4;

  /** The cut could not be taken, read or written out, or peeps itself broke down. */
  public static final int FAILED = 5;

  private ExitStatus() {}
}
