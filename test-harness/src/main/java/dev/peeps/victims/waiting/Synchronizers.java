package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/**
 * One thread in each synchronizer of java.util.concurrent and in Object.wait, each named after what
 * it waits for. No deadlock: everything is waited for, nothing can be proved to be owed.
 */
public final class Synchronizers {
  private final CountDownLatch started = new CountDownLatch(3);
  private final CyclicBarrier allShards = new CyclicBarrier(4);
  private final Phaser rounds = new Phaser(3);
  private final Exchanger<String> swap = new Exchanger<>();
  private final Semaphore connections = new Semaphore(2);
  private final StampedLock map = new StampedLock();
  private final ReentrantLock mailbox = new ReentrantLock();
  private final Condition mail = mailbox.newCondition();
  private final Object bell = new Object();
  private boolean rung;
  private boolean delivered;

  private void awaitMail() throws InterruptedException {
    mailbox.lock();
    try {
      while (!delivered) {
        mail.await();
      }
    } finally {
      mailbox.unlock();
    }
  }

  private void awaitBell() throws InterruptedException {
    synchronized (bell) {
      while (!rung) {
        bell.wait();
      }
    }
  }

  private void writeMap() {
    long stamp = map.writeLock();
    try {
      System.out.println("drawn");
    } finally {
      map.unlockWrite(stamp);
    }
  }

  private void readMap() {
    long stamp = map.readLock();
    try {
      System.out.println("seen");
    } finally {
      map.unlockRead(stamp);
    }
  }

  private void useConnections() throws InterruptedException {
    connections.acquire(2);
    connections.release(2);
  }

  private void hang(Workers workers) throws InterruptedException {
    started.countDown();
    connections.acquire();
    map.writeLock();
    Thread latch = workers.start("latch-waiter", started::await);
    Thread timed = workers.start("timed-latch-waiter", () -> started.await(1, TimeUnit.HOURS));
    Thread barrier1 = workers.start("shard-1", allShards::await);
    Thread barrier2 = workers.start("shard-2", allShards::await);
    Thread phaser = workers.start("round-player", rounds::arriveAndAwaitAdvance);
    Thread exchanger = workers.start("swapper", () -> swap.exchange("mine"));
    Thread permits = workers.start("connection-user", this::useConnections);
    Thread writer = workers.start("map-writer", this::writeMap);
    Thread reader = workers.start("map-reader", this::readMap);
    Thread condition = workers.start("mail-waiter", this::awaitMail);
    Thread monitor = workers.start("bell-waiter", this::awaitBell);
    Victim.stuckWhen(
        () ->
            Waits.in(latch, "CountDownLatch.await")
                && Waits.in(timed, "CountDownLatch.await")
                && Waits.in(barrier1, "CyclicBarrier.await")
                && Waits.in(barrier2, "CyclicBarrier.await")
                && Waits.in(phaser, "Phaser.arriveAndAwaitAdvance")
                && Waits.in(exchanger, "Exchanger.exchange")
                && Waits.in(permits, "Semaphore.acquire")
                && Waits.in(writer, "StampedLock.writeLock")
                && Waits.in(reader, "StampedLock.readLock")
                && Waits.in(condition, "ConditionObject.await")
                && Waits.in(monitor, "Object.wait"));
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    new Synchronizers().hang(Workers.of(args));
  }
}
