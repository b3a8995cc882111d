package dev.peeps.victims.starvation;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/**
 * Two imports share a pool of two with their own parts, and wait for them in ways that leave no
 * future in the queue: the first argument says {@code latch} (each part counts down), {@code
 * barrier} (five parties meet in a pool of two), {@code complete} (a queued task completes a
 * CompletableFuture by hand), {@code deep} (the same, which it has to look for in what it was
 * handed), {@code callback} (it is completed when a queued one is) or {@code fork-join} (a latch in
 * a ForkJoinPool).
 */
public final class GatherInPool {
  private final ExecutorService pool;
  private final Meeting bothStarted = new Meeting(2);

  private GatherInPool(ExecutorService pool) {
    this.pool = pool;
  }

  private void gather() throws InterruptedException {
    bothStarted.meet();
    CountDownLatch parts = new CountDownLatch(3);
    for (int part = 0; part < 3; part++) {
      pool.execute(parts::countDown);
    }
    parts.await();
  }

  private void compute() throws InterruptedException {
    bothStarted.meet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    pool.execute(() -> answer.complete("part"));
    answer.join();
  }

  private void delegate() throws InterruptedException {
    bothStarted.meet();
    Batch batch = new Batch(null, new CompletableFuture<>());
    for (int outer = 0; outer < 5; outer++) {
      batch = new Batch(batch, null);
    }
    Batch last = batch;
    pool.execute(() -> last.innermost().answer.complete("part"));
    last.innermost().answer.join();
  }

  private void callBack() throws InterruptedException {
    bothStarted.meet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> asked =
        CompletableFuture.supplyAsync(() -> "part", pool)
            .whenComplete((part, failure) -> answer.complete(part));
    answer.join();
    asked.join();
  }

  private void arrive(CyclicBarrier barrier) throws Exception {
    barrier.await();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    ExecutorService pool =
        args[0].equals("fork-join") ? new ForkJoinPool(2) : Executors.newFixedThreadPool(2);
    GatherInPool imports = new GatherInPool(pool);
    if (args[0].equals("barrier")) {
      CyclicBarrier barrier = new CyclicBarrier(5);
      for (int party = 0; party < 5; party++) {
        pool.execute(((Work) () -> imports.arrive(barrier)).orDie());
      }
    } else {
      Work work = imports::gather;
      if (args[0].equals("complete")) {
        work = imports::compute;
      } else if (args[0].equals("deep")) {
        work = imports::delegate;
      } else if (args[0].equals("callback")) {
        work = imports::callBack;
      }
      pool.execute(work.orDie());
      pool.execute(work.orDie());
    }
    Victim.stuckWhen(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> isIn(thread) && !Waits.in(thread, "Meeting.meet"))
                    .count()
                == 2);
  }

  private static boolean isIn(Thread thread) {
    return Waits.in(thread, "GatherInPool.gather")
        || Waits.in(thread, "GatherInPool.compute")
        || Waits.in(thread, "GatherInPool.delegate")
        || Waits.in(thread, "GatherInPool.callBack")
        || Waits.in(thread, "GatherInPool.arrive");
  }

  /** One in another. */
  private static final class Batch {
    private final Batch inner;
    private final CompletableFuture<String> answer;

    Batch(Batch inner, CompletableFuture<String> answer) {
      this.inner = inner;
      this.answer = answer;
    }

    Batch innermost() {
      return inner == null ? this : inner.innermost();
    }
  }
}
