package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits whose frames are compiled: every wait has been gone through thousands of times before it
 * hangs, as in a service that has run for days. An optimising compiler drops what a frame no longer
 * needs, so that the object waited for may be in no frame.
 */
public final class WarmedUp {
  private static final int ROUNDS = 2_000;

  private final ArrayBlockingQueue<Integer> orders = new ArrayBlockingQueue<>(1);
  private final LinkedBlockingQueue<Integer> mails = new LinkedBlockingQueue<>(1);
  private final SynchronousQueue<Integer> hands = new SynchronousQueue<>();
  private final CyclicBarrier shards = new CyclicBarrier(2);
  private final Phaser rounds = new Phaser(2);
  private final ReentrantLock books = new ReentrantLock();
  private final Object ledger = new Object();
  private long posted;

  private void consumeOrders() throws InterruptedException {
    while (true) {
      posted += orders.take();
    }
  }

  private void produceOrders() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      orders.put(i);
    }
  }

  private void produceMails() throws InterruptedException {
    while (true) {
      mails.put(1);
    }
  }

  private void consumeMails() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      posted += mails.take();
    }
  }

  private void takeHands() throws InterruptedException {
    while (true) {
      posted += hands.take();
    }
  }

  private void giveHands() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      hands.put(i);
    }
  }

  private void meetShards(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      shards.await();
    }
  }

  private void meetRounds(int times) {
    for (int i = 0; i < times; i++) {
      rounds.arriveAndAwaitAdvance();
    }
  }

  private void post() {
    books.lock();
    try {
      synchronized (ledger) {
        posted++;
      }
    } finally {
      books.unlock();
    }
  }

  private void postForEver() {
    while (true) {
      post();
    }
  }

  private void await(ExecutorService pool, CountDownLatch opened) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      posted += pool.submit(() -> 1).get();
    }
    Future<Integer> last =
        pool.submit(
            () -> {
              opened.await();
              return 1;
            });
    posted += last.get();
  }

  private void join(ExecutorService pool, CountDownLatch opened) {
    for (int i = 0; i < ROUNDS; i++) {
      posted += CompletableFuture.supplyAsync(() -> 1, pool).thenApply(one -> one + 1).join();
    }
    FutureTask<Integer> blocked =
        new FutureTask<>(
            () -> {
              opened.await();
              return 1;
            });
    posted +=
        CompletableFuture.supplyAsync(
                () -> {
                  blocked.run();
                  return 1;
                },
                pool)
            .thenApply(one -> one + 1)
            .join();
  }

  private void hang(Workers workers) throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(1, r -> workers.unstarted("pool-1", r));
    ExecutorService async = Executors.newFixedThreadPool(1, r -> workers.unstarted("async-1", r));
    Thread orderTaker = workers.start("order-taker", this::consumeOrders);
    Thread orderPutter = workers.start("order-putter", this::produceOrders);
    Thread mailPutter = workers.start("mail-putter", this::produceMails);
    Thread mailTaker = workers.start("mail-taker", this::consumeMails);
    Thread handTaker = workers.start("hand-taker", this::takeHands);
    Thread handGiver = workers.start("hand-giver", this::giveHands);
    Thread shard = workers.start("shard", () -> meetShards(ROUNDS + 1));
    Thread otherShard = workers.start("other-shard", () -> meetShards(ROUNDS));
    Thread player = workers.start("player", () -> meetRounds(ROUNDS + 1));
    Thread otherPlayer = workers.start("other-player", () -> meetRounds(ROUNDS));
    Thread getter = workers.start("getter", () -> await(pool, opened));
    Thread joiner = workers.start("joiner", () -> join(async, opened));
    Thread poster = workers.start("poster", this::postForEver);
    for (Thread warm : new Thread[] {orderPutter, mailTaker, handGiver, otherShard, otherPlayer}) {
      warm.join();
    }
    books.lock();
    Victim.stuckWhen(
        () ->
            Waits.in(orderTaker, "ArrayBlockingQueue.take")
                && Waits.in(mailPutter, "LinkedBlockingQueue.put")
                && Waits.in(handTaker, "SynchronousQueue.take")
                && Waits.in(shard, "CyclicBarrier.await")
                && Waits.in(player, "Phaser.arriveAndAwaitAdvance")
                && Waits.in(poster, "ReentrantLock.lock")
                && Waits.in(getter, "FutureTask.get")
                && Waits.in(joiner, "CompletableFuture.join")
                && workers
                    .named("pool-1")
                    .filter(t -> Waits.in(t, "CountDownLatch.await"))
                    .isPresent()
                && workers
                    .named("async-1")
                    .filter(t -> Waits.in(t, "CountDownLatch.await"))
                    .isPresent());
    opened.await();
    System.out.println(posted);
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    new WarmedUp().hang(Workers.of(args));
  }
}
