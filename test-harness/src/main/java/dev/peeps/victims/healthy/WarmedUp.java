package dev.peeps.victims.healthy;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/**
 * A service that has warmed up its pools and waits for the day to begin: nothing goes on, and its
 * main method keeps it alive with a latch that is there for nothing else.
 */
public final class WarmedUp {
  private WarmedUp() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Victim.diesWithStdin();
    Thread main = Thread.currentThread();
    ExecutorService requests = Executors.newFixedThreadPool(2);
    ExecutorService uploads = Executors.newCachedThreadPool();
    requests.submit(() -> "warm").get();
    uploads.submit(() -> "warm").get();
    ForkJoinPool.commonPool().submit(() -> "warm").get();
    new Thread(() -> Victim.stuckWhen(() -> Waits.waiting(main)), "watch").start();
    new CountDownLatch(1).await();
  }
}
