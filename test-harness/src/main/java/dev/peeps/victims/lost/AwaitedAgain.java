package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whoever was to bring it has died, and who waits for it asks again every second or so, for ever:
 * "report" for two parts, "caller" for an answer, "writer" for a signal while it has a lock that
 * "reader" wants.
 */
public final class AwaitedAgain {
  private AwaitedAgain() {}

  private static void report(CountDownLatch parts, long millis) throws InterruptedException {
    while (!parts.await(millis, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  private static String call(CompletableFuture<String> answer) throws Exception {
    while (true) {
      try {
        return answer.get(900, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static void write(ReentrantLock table, CountDownLatch flushed)
      throws InterruptedException {
    table.lock();
    try {
      report(flushed, 1100);
    } finally {
      table.unlock();
    }
  }

  private static void read(ReentrantLock table) {
    table.lock();
    try {
      Thread.onSpinWait();
    } finally {
      table.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread report = workers.start("report", () -> report(new CountDownLatch(2), 1000));
    Thread caller = workers.start("caller", () -> call(new CompletableFuture<>()));
    ReentrantLock table = new ReentrantLock();
    Thread writer = workers.start("writer", () -> write(table, new CountDownLatch(1)));
    Thread reader =
        workers.start(
            "reader",
            () -> {
              while (!table.isLocked()) {
                Thread.onSpinWait();
              }
              read(table);
            });
    Victim.stuckWhen(
        () ->
            Waits.in(report, "CountDownLatch.await")
                && Waits.in(caller, "CompletableFuture.timedGet")
                && Waits.in(writer, "CountDownLatch.await")
                && Waits.in(reader, "ReentrantLock.lock"));
  }
}
