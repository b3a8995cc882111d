package dev.peeps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps what it said. */
public record Command(int status, String output) {
  private static final long PATIENCE_SECONDS = 120;

  /** Runs it; both streams are in {@link #output}. Fails when it takes more than two minutes. */
  public static Command run(String... command) {
    return run(List.of(command));
  }

  public static Command run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end; it said " + output);
      }
      return new Command(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  /** The output; fails when the status is not 0. */
  public String orFail() {
    if (status != 0) {
      throw new AssertionError("exit status " + status + ": " + output);
    }
    return output;
  }
}
