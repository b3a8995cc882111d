package dev.peeps.victims.abandoned;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool whose factory makes two threads and then no more, as where there is no memory for one:
 * both have ended with an exception of their task, and the order that was queued meanwhile is run
 * by nobody.
 */
public final class NoThreadLeft {
  private static final int THREADS = 2;

  private NoThreadLeft() {}

  private static void place(ExecutorService pool) throws InterruptedException, ExecutionException {
    pool.submit(() -> "ordered").get();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            work -> made.getAndIncrement() < THREADS ? workers.unstarted("mailer", work) : null);
    for (int i = 0; i < THREADS; i++) {
      pool.execute(
          () -> {
            throw new IllegalStateException("no route");
          });
    }
    while (pool.getPoolSize() > 0) {
      Thread.onSpinWait();
    }
    Thread order = workers.start("order", () -> place(pool));
    Victim.stuckWhen(() -> Waits.in(order, "NoThreadLeft.place"));
  }
}
