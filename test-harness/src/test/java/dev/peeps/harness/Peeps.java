package dev.peeps.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as it is built, {@code dist/bin/peeps}, run to its end. */
public record Peeps(int status, String out, String err) {
  private static final long PATIENCE_SECONDS = 120;

  /** Runs it on this JDK. */
  public static Peeps run(Jdk jdk, String... arguments) {
    return run(jdk, List.of(), arguments);
  }

  /**
   * Runs it.
   *
   * @param runner a command that becomes peeps ({@code setpriv …})
   */
  public static Peeps run(Jdk jdk, List<String> runner, String... arguments) {
    try {
      Path err = Files.createTempFile("peeps-test", ".err");
      try {
        Process process = start(jdk, runner, err.toFile(), arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("peeps did not end; it said " + out);
        }
        return new Peeps(process.exitValue(), out, Files.readString(err));
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running peeps", e);
    }
  }

  /** Dumps a victim, on the victim's own JDK; fails when the command does. */
  public static String dump(VictimProcess victim, String... options) {
    List<String> arguments = new ArrayList<>(List.of("dump"));
    arguments.addAll(List.of(options));
    arguments.add(Long.toString(victim.pid()));
    Peeps result = run(victim.jdk(), arguments.toArray(String[]::new));
    if (result.status() != 0) {
      throw new AssertionError("exit status " + result.status() + ": " + result.err());
    }
    return result.out();
  }

  /** Starts it and leaves the rest to the caller; its stderr goes to the file. */
  public static Process start(Jdk jdk, List<String> runner, File err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(runner);
    command.add(program().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(err)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> environment = builder.environment();
    environment.put("PEEPS_JAVA_HOME", jdk.home().toString());
    environment.put("PEEPS_CACHE_DIR", "none");
    return builder.start();
  }

  private static Path program() {
    String given = System.getProperty("peeps.dist");
    Path dist = given != null ? Path.of(given) : LibPeeps.root().resolve("dist");
    Path program = dist.resolve("bin/peeps").toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException("no command at " + program + ": build it first with 'make'");
    }
    return program;
  }
}
