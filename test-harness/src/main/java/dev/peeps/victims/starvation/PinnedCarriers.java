package dev.peeps.victims.starvation;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A virtual thread has a lock and is to give it back, but cannot run: those that wait for the lock
 * do so in a static initialiser, where a virtual thread keeps its carrier, and have all of them. To
 * be started with as many carriers as its argument says, which is two at most.
 */
public final class PinnedCarriers {
  private static final ReentrantLock TABLE = new ReentrantLock();

  private static final AtomicInteger LOADED = new AtomicInteger();

  private PinnedCarriers() {}

  private static void load() {
    TABLE.lock();
    try {
      LOADED.incrementAndGet();
    } finally {
      TABLE.unlock();
    }
  }

  private static final class Users {
    static {
      load();
    }

    static void read() {}
  }

  private static final class Orders {
    static {
      load();
    }

    static void read() {}
  }

  private static void update(Meeting locked, CountDownLatch go) throws InterruptedException {
    TABLE.lock();
    try {
      locked.meet();
      go.await();
    } finally {
      TABLE.unlock();
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.virtual();
    Meeting locked = new Meeting(2);
    CountDownLatch go = new CountDownLatch(1);
    Thread owner = workers.start("updater", () -> update(locked, go));
    locked.meet();
    Thread users = workers.start("users", Users::read);
    Thread orders = args[0].equals("2") ? workers.start("orders", Orders::read) : users;
    await(
        () ->
            Waits.in(users, "PinnedCarriers.load")
                && Waits.in(orders, "PinnedCarriers.load")
                && Waits.in(owner, "PinnedCarriers.update"));
    go.countDown();
    Victim.stuckWhen(() -> owner.getState() == Thread.State.RUNNABLE);
  }
}
