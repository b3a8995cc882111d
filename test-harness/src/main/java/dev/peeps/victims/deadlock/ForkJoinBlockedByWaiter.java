package dev.peeps.victims.deadlock;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code report-builder} holds a lock and joins a fork-join task whose worker needs that very lock.
 */
public final class ForkJoinBlockedByWaiter {
  private static final AtomicReference<Thread> SUMMING = new AtomicReference<>();

  private ForkJoinBlockedByWaiter() {}

  private static final class SumSales extends RecursiveTask<Long> {
    private static final long serialVersionUID = 1;
    private final transient ReentrantLock books;

    SumSales(ReentrantLock books) {
      this.books = books;
    }

    @Override
    protected Long compute() {
      SUMMING.set(Thread.currentThread());
      books.lock();
      try {
        return 42L;
      } finally {
        books.unlock();
      }
    }
  }

  private static long build(ForkJoinPool pool, ReentrantLock books) {
    books.lock();
    try {
      ForkJoinTask<Long> sales = pool.submit(new SumSales(books));
      return sales.join();
    } finally {
      books.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ForkJoinPool pool = new ForkJoinPool(2);
    ReentrantLock books = new ReentrantLock();
    Thread builder = workers.start("report-builder", () -> System.out.println(build(pool, books)));
    Victim.stuckWhen(
        () ->
            Waits.in(builder, "ForkJoinTask.join")
                && SUMMING.get() != null
                && Waits.in(SUMMING.get(), "ReentrantLock.lock"));
  }
}
