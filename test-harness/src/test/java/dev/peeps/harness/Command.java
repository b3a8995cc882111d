package dev.peeps.harness;

import java.util.List;

/** Runs a program to its end and keeps what it said. */
public record Command(int status, String output) {
  private static final long PATIENCE_SECONDS = 120;

  /** Runs it; both streams are in {@link #output}. Fails when it takes more than two minutes. */
  public static Command run(String... command) {
    return run(List.of(command));
  }

  public static Command run(List<String> command) {
    Finished run =
        Finished.of(new ProcessBuilder(command).redirectErrorStream(true), PATIENCE_SECONDS);
    return new Command(run.status(), run.out());
  }

  /** The output; fails when the status is not 0. */
  public String orFail() {
    if (status != 0) {
      throw new AssertionError("exit status " + status + ": " + output);
    }
    return output;
  }
}
