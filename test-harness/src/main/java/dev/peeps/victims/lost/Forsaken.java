package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thing of each kind whose other side has gone: each helper fails half-way, as helpers do, and
 * its thread ends without having opened, signalled, released or filled what another waits for.
 */
public final class Forsaken {
  private final Workers workers;

  private Forsaken(Workers workers) {
    this.workers = workers;
  }

  /** A helper that does not come to its last line. */
  private void helper(String name, Work first, Work last) throws InterruptedException {
    Runnable job =
        () -> {
          first.orDie().run();
          if (name.isEmpty()) {
            last.orDie().run();
          }
        };
    Thread helper = workers.unstarted(name, job);
    helper.start();
    helper.join();
  }

  private void startUp() throws InterruptedException {
    CountDownLatch loaded = new CountDownLatch(2);
    helper("load-users", loaded::countDown, loaded::countDown);
    loaded.await();
  }

  private void await() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    AtomicBoolean done = new AtomicBoolean();
    helper("changer", () -> System.out.println("done: " + done), () -> change(lock, changed, done));
    lock.lock();
    try {
      while (!done.get()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void change(ReentrantLock lock, Condition changed, AtomicBoolean done) {
    lock.lock();
    try {
      done.set(true);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void connect() throws InterruptedException {
    Semaphore connections = new Semaphore(1);
    helper("leaker", connections::acquire, connections::release);
    connections.acquire();
  }

  private void consume() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    helper("producer", () -> lines.put("first"), () -> lines.put("second"));
    lines.take();
    lines.take();
  }

  private void arrive() throws InterruptedException {
    Phaser step = new Phaser(2);
    helper("partner", step::getPhase, step::arrive);
    step.arriveAndAwaitAdvance();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Forsaken forsaken = new Forsaken(workers);
    Thread latch = workers.start("start-up", forsaken::startUp);
    Thread condition = workers.start("observer", forsaken::await);
    Thread semaphore = workers.start("db-user", forsaken::connect);
    Thread queue = workers.start("consumer", forsaken::consume);
    Thread phaser = workers.start("stepper", forsaken::arrive);
    workers.start("report", queue::join);
    Victim.stuckWhen(
        () ->
            Waits.in(latch, "CountDownLatch.await")
                && Waits.in(condition, "ConditionObject.await")
                && Waits.in(semaphore, "Semaphore.acquire")
                && Waits.in(queue, "LinkedBlockingQueue.take")
                && Waits.in(phaser, "Phaser.arriveAndAwaitAdvance"));
  }
}
