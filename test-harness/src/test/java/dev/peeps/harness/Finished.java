package dev.peeps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end. What it says goes to files: somebody who reads a pipe of its
 * waits as long as it does, and as whatever it has started does, and keeps no time limit.
 */
record Finished(int status, String out, String err) {

  /**
   * Runs it without input.
   *
   * @param builder where stderr is not joined to stdout, it is kept apart
   * @throws IllegalStateException when it does not end in time; it is killed then
   */
  static Finished of(ProcessBuilder builder, long seconds) {
    Path out = null;
    Path err = null;
    try {
      out = Files.createTempFile("peeps-test", ".out");
      err = Files.createTempFile("peeps-test", ".err");
      builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(out.toFile());
      if (!builder.redirectErrorStream()) {
        builder.redirectError(err.toFile());
      }
      Process process = builder.start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            builder.command() + " did not end in " + seconds + " s; it said " + text(out, err));
      }
      return new Finished(process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + builder.command(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + builder.command(), e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  private static String text(Path... files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
