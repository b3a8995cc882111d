package dev.peeps.victims.healthy;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Workers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A service under load: two locks and a monitor taken in a fixed order by six threads, a pipeline
 * whose consumer is slower than its producer, readers against a writer, fork-join work. At every
 * moment somebody waits, and everybody goes on. It says {@code stuck} (meaning ready) after a
 * thousand rounds, and never stops.
 */
public final class BusyService {
  private final ReentrantLock accounts = new ReentrantLock();
  private final ReentrantLock stock = new ReentrantLock();
  private final ReentrantReadWriteLock prices = new ReentrantReadWriteLock();
  private final ArrayBlockingQueue<Long> pipeline = new ArrayBlockingQueue<>(4);
  private final AtomicLong rounds = new AtomicLong();
  private long ledger;
  private long price;

  private void order() {
    while (true) {
      accounts.lock();
      try {
        stock.lock();
        try {
          post();
        } finally {
          stock.unlock();
        }
      } finally {
        accounts.unlock();
      }
      rounds.incrementAndGet();
    }
  }

  private synchronized void post() {
    ledger += work(2_000);
  }

  private void produce() throws InterruptedException {
    while (true) {
      pipeline.put(work(10));
    }
  }

  private void consume() throws InterruptedException {
    while (true) {
      ledger(pipeline.take());
    }
  }

  private synchronized void ledger(long amount) {
    ledger += amount + work(1_000);
  }

  private synchronized long total() {
    return ledger;
  }

  private void readPrice() {
    while (true) {
      prices.readLock().lock();
      try {
        rounds.addAndGet(price + work(500) == Long.MIN_VALUE ? 1 : 0);
      } finally {
        prices.readLock().unlock();
      }
    }
  }

  private void writePrice() {
    while (true) {
      prices.writeLock().lock();
      try {
        price += work(500);
      } finally {
        prices.writeLock().unlock();
      }
    }
  }

  private void sumUp() {
    while (true) {
      CompletableFuture<Long> left = CompletableFuture.supplyAsync(() -> work(5_000));
      CompletableFuture<Long> right = CompletableFuture.supplyAsync(() -> work(5_000));
      rounds.addAndGet(left.thenCombine(right, Long::sum).join() == Long.MIN_VALUE ? 1 : 0);
      rounds.addAndGet(
          ForkJoinPool.commonPool().submit(() -> work(5_000)).join() == Long.MIN_VALUE ? 1 : 0);
    }
  }

  private static long work(int steps) {
    long value = 1;
    for (int i = 0; i < steps; i++) {
      value = value * 6364136223846793005L + 1442695040888963407L;
    }
    return value;
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    BusyService service = new BusyService();
    for (int i = 0; i < 6; i++) {
      workers.start("order-" + i, service::order);
    }
    workers.start("producer", service::produce);
    workers.start("consumer", service::consume);
    workers.start("price-reader-1", service::readPrice);
    workers.start("price-reader-2", service::readPrice);
    workers.start("price-writer", service::writePrice);
    workers.start("summer", service::sumUp);
    Victim.stuckWhen(() -> service.rounds.get() >= 1_000 && service.total() != 0);
  }
}
