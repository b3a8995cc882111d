package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;

/**
 * A nightly import whose main method starts its parts in a pool and waits for them by itself; one
 * part has died before it said that it was done. Nothing else goes on: the pool's threads wait for
 * work, for a minute at most. First argument: what the main method waits for, {@code latch}, {@code
 * phaser}, {@code permit}, {@code monitor} or {@code future}.
 */
public final class UnfinishedBatch {
  private static final int PARTS = 3;
  private static final int WITHOUT_PRICE = 1;

  private UnfinishedBatch() {}

  private static Runnable part(int number, Runnable done) {
    return () -> {
      if (number == WITHOUT_PRICE) {
        throw new IllegalStateException("row 17 has no price");
      }
      done.run();
    };
  }

  private static void wakeAll(Object state) {
    synchronized (state) {
      state.notifyAll();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Thread importer = Thread.currentThread();
    new Thread(() -> Victim.stuckWhen(() -> Waits.waiting(importer)), "watch").start();
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<?>> parts = new ArrayList<>();
    CountDownLatch latch = new CountDownLatch(PARTS);
    Phaser phaser = new Phaser(1);
    CompletableFuture<String> total = new CompletableFuture<>();
    Semaphore oneAtATime = new Semaphore(1);
    Object state = new Object();
    phaser.bulkRegister(PARTS);
    for (int number = 0; number < PARTS; number++) {
      parts.add(pool.submit(part(number, latch::countDown)));
      parts.add(pool.submit(part(number, phaser::arriveAndDeregister)));
    }
    parts.add(pool.submit(part(WITHOUT_PRICE, () -> total.complete("42.00"))));
    parts.add(pool.submit(part(WITHOUT_PRICE, oneAtATime::release)));
    parts.add(pool.submit(part(WITHOUT_PRICE, () -> wakeAll(state))));
    switch (args[0]) {
      case "latch":
        latch.await();
        break;
      case "phaser":
        phaser.arriveAndAwaitAdvance();
        break;
      case "permit":
        oneAtATime.acquire();
        oneAtATime.acquire(); // the part that begins gives it back
        break;
      case "monitor":
        synchronized (state) {
          while (!total.isDone()) {
            state.wait();
          }
        }
        break;
      default:
        System.out.println(total.join());
        break;
    }
    System.out.println(parts);
  }
}
