package dev.peeps.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command as it is built, {@code dist/bin/peeps}, run to its end. */
public record Peeps(int status, String out, String err) {
  private static final long PATIENCE_SECONDS = 120;

  /**
   * A runner for tests that send signals: what runs in the background of a script inherits SIGINT
   * ignored, through make and Maven too, and a JVM leaves an ignored signal ignored.
   */
  public static final List<String> HEARS_SIGNALS = List.of("env", "--default-signal=HUP,INT,TERM");

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
    Finished run = Finished.of(builder(jdk, runner, arguments), PATIENCE_SECONDS);
    return new Peeps(run.status(), run.out(), run.err());
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
    return builder(jdk, runner, arguments)
        .redirectError(err)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .start();
  }

  private static ProcessBuilder builder(Jdk jdk, List<String> runner, String... arguments) {
    List<String> command = new ArrayList<>(runner);
    command.add(program().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("PEEPS_JAVA_HOME", jdk.home().toString());
    environment.put("PEEPS_CACHE_DIR", "none");
    return builder;
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
