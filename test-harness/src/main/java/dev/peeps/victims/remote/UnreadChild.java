package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Workers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a program whose pipe is full, and waits for it. The argument says how: {@code write} more
 * into it than it can pass on, {@code exit} of one that writes, {@code read} what it writes while
 * it writes errors, by a shell. With {@code slow} another thread reads, and all is well.
 */
public final class UnreadChild {
  private static final long STILL = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final long SLOW = TimeUnit.SECONDS.toNanos(30);
  private static final int MORE_THAN_PIPES_HOLD = 1_000_000;

  private final Process child;

  private UnreadChild(String... command) throws IOException {
    this.child = new ProcessBuilder(command).start();
  }

  private Object convert() throws IOException, InterruptedException {
    try (OutputStream out = child.getOutputStream()) {
      out.write(new byte[MORE_THAN_PIPES_HOLD]);
    }
    return child.getInputStream().readAllBytes().length + child.waitFor();
  }

  private Object run() throws IOException, InterruptedException {
    int status = child.waitFor();
    return status + child.getInputStream().readAllBytes().length;
  }

  private Object compile() throws IOException, InterruptedException {
    try (InputStream out = child.getInputStream();
        InputStream errors = child.getErrorStream()) {
      return out.readAllBytes().length + errors.readAllBytes().length + child.waitFor();
    }
  }

  private Object readSlowly() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    String last = lines.readLine();
    while (last != null) {
      LockSupport.parkNanos(SLOW);
      last = lines.readLine();
    }
    return last;
  }

  /** The child has run, and does no more. */
  private boolean isBlocked() {
    Duration used = used();
    long start = System.nanoTime();
    while (used.equals(used())) {
      if (System.nanoTime() - start > STILL) {
        return true;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return false;
  }

  private Duration used() {
    return child.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    UnreadChild program;
    switch (args[0]) {
      case "write":
        program = new UnreadChild("cat");
        workers.start("runner", program::convert);
        break;
      case "exit":
        program = new UnreadChild("yes");
        workers.start("runner", program::run);
        break;
      case "read":
        program = new UnreadChild("sh", "-c", "yes >&2; echo done");
        workers.start("runner", program::compile);
        break;
      default:
        program = new UnreadChild("yes");
        workers.start("reader", program::readSlowly);
        workers.start("runner", program::run);
        break;
    }
    Victim.stuckWhen(program::isBlocked);
    Thread.currentThread().join();
  }
}
