package dev.peeps.harness;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A victim program in a JVM of its own. {@link #close} ends it; if the test's JVM dies, it ends by
 * itself since its standard input does.
 */
public final class VictimProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Jdk jdk;
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private VictimProcess(Jdk jdk, Process process) {
    this.jdk = jdk;
    this.process = process;
    this.reader = new Thread(this::readLines, "victim-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the main class with small heap and returns when it has said that it is stuck. */
  public static VictimProcess stuck(Jdk jdk, Class<?> main, String... args) {
    return new Start(jdk).args(args).stuck(main.getName());
  }

  /** How to start a victim that needs more than a main class and arguments. */
  public static final class Start {
    private final Jdk jdk;
    private final List<String> options = new ArrayList<>();
    private final List<String> args = new ArrayList<>();
    private final List<String> runner = new ArrayList<>();
    private String classPath = System.getProperty("victims.classpath", ownClasses());

    public Start(Jdk jdk) {
      this.jdk = jdk;
    }

    public Start options(String... jvmOptions) {
      options.addAll(List.of(jvmOptions));
      return this;
    }

    public Start args(String... mainArgs) {
      args.addAll(List.of(mainArgs));
      return this;
    }

    /** A command that becomes the JVM in the end ({@code setpriv …}, {@code unshare …}). */
    public Start runBy(String... command) {
      runner.addAll(List.of(command));
      return this;
    }

    /** Puts a folder or jar in front of the class path. */
    public Start withClasses(String path) {
      classPath = path + File.pathSeparator + classPath;
      return this;
    }

    public VictimProcess stuck(String main) {
      VictimProcess victim = start(main);
      try {
        victim.awaitLine("stuck");
        return victim;
      } catch (RuntimeException e) {
        victim.close();
        throw e;
      }
    }

    public VictimProcess start(String main) {
      List<String> command = new ArrayList<>(runner);
      command.add(jdk.tool("java"));
      // Many JVMs start on few cores: no compiler that only pays off later, no parallel collector.
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xshare:auto"));
      command.addAll(options);
      command.addAll(List.of("-cp", classPath, main));
      command.addAll(args);
      try {
        return new VictimProcess(
            jdk, new ProcessBuilder(command).redirectErrorStream(true).start());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start " + command, e);
      }
    }

    private static String ownClasses() {
      return dev.peeps.victims.Victim.class
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .getPath();
    }
  }

  public Jdk jdk() {
    return jdk;
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed so far, both streams. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Blocks until it has printed this line; fails when it ends before. */
  public void awaitLine(String line) {
    await("line '" + line + "' from the victim")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .failFast("the victim ended", () -> failWhenDead(line))
        .until(() -> lines.contains(line));
  }

  private void failWhenDead(String awaited) {
    if (!process.isAlive() && !lines.contains(awaited)) {
      throw new AssertionError("the victim ended without '" + awaited + "', it said " + lines);
    }
  }

  /** The number after a line that starts with these words ({@code port silent}). */
  public int number(String words) {
    for (String line : lines) {
      if (line.startsWith(words + " ")) {
        return Integer.parseInt(line.substring(words.length() + 1).trim());
      }
    }
    throw new IllegalStateException("no line '" + words + " …' in " + lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      reader.join();
      // A killed JVM leaves it, and stands in the way of another user's with the same id.
      Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLines() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("(its output could not be read: " + e.getMessage() + ")");
    }
  }
}
