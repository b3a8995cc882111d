package dev.peeps.cli.core;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.work.Cleanup;
import dev.peeps.cli.work.Failures;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the JDK's serviceability agent on a core. It is a program of its own, which ends with this
 * command however that ends.
 */
final class Jhsdb {
  private static final int OFTEN_MILLIS = 250;
  private static final long LONGEST_ANSWER = 64 << 10;
  private static final double MIB = 1 << 20;

  private final Path core;
  private final CoreJvm jvm;
  private final Watch watch;
  private final Cleanup cleanup;

  Jhsdb(Path core, CoreJvm jvm, Watch watch, Cleanup cleanup) {
    this.core = core;
    this.jvm = jvm;
    this.watch = watch;
    this.cleanup = cleanup;
  }

  /** Has it write the threads, with their locks, as text. */
  void threads(Path output, Path errors) throws CommandFailure {
    run("the threads", output, output, errors, "jstack", "--locks");
  }

  /** Has it write a heap dump. */
  void heap(Path heapDump, Path output, Path errors) throws CommandFailure {
    run("the heap", heapDump, output, errors, "jmap", "--binaryheap", "--dumpfile", "" + heapDump);
  }

  private void run(String what, Path grows, Path output, Path errors, String... words)
      throws CommandFailure {
    List<String> command = new ArrayList<>();
    command.add(JdkHomes.agent(jvm.home()).toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--exe", jvm.executable().toString(), "--core", core.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(output.toFile());
    builder.redirectError(errors.toFile());
    if (jvm.libraries() != null) {
      // Where the agent looks for the libraries of a process whose files lay elsewhere.
      builder.environment().put("SA_ALTROOT", jvm.libraries().toString());
    }
    String stage = "having jhsdb read " + what + " of " + Names.shown(core.toString());
    watch.stage(stage, ExitStatus.FAILED);
    int status;
    try {
      status = await(builder.start(), grows, stage);
    } catch (IOException e) {
      throw failed(what, "it could not be started: " + Failures.reason(e));
    }
    String said = text(output) + text(errors);
    boolean empty = grows.toFile().length() == 0;
    if (status != 0
        || empty
        || said.contains("Error attaching")
        || said.contains("DebuggerException")) {
      throw failed(what, reason(said, status));
    }
  }

  private int await(Process process, Path grows, String stage) {
    Runnable kill = process::destroyForcibly;
    cleanup.add(kill);
    try {
      while (!process.waitFor(OFTEN_MILLIS, TimeUnit.MILLISECONDS)) {
        long bytes = grows.toFile().length();
        watch.progress(bytes == 0 ? stage : stage + ": " + Math.round(bytes / MIB) + " MiB");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return -1;
    } finally {
      cleanup.forget(kill);
      watch.endLine();
    }
  }

  private CommandFailure failed(String what, String reason) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "jhsdb of "
            + jvm.home()
            + " could not read "
            + what
            + " of "
            + Names.shown(core.toString()),
        reason,
        "the core may be cut off, or lack memory that the kernel was told to leave out"
            + " (/proc/PID/coredump_filter); gcore PID writes a whole one");
  }

  /** The first line that says what went wrong; stack traces of the agent help nobody. */
  private static String reason(String said, int status) {
    for (String line : said.split("\n", -1)) {
      String text = line.strip();
      boolean tells =
          text.startsWith("Error attaching")
              || text.startsWith("ERROR:")
              || text.startsWith("Exception in thread")
              || text.contains("No space left");
      if (tells) {
        return Names.shown(text);
      }
    }
    return "it ended with status " + status;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST_ANSWER) {
        return "";
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
