package dev.peeps.victims.healthy;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two workers that take each other's lock in turn, and give back their own when they do not get the
 * other one within 20 ms. Most of the time they stand in a circle, and none of these lasts.
 */
public final class BackingOff {
  private BackingOff() {}

  private static void work(ReentrantLock own, ReentrantLock other) throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      own.lock();
      try {
        tried(other);
      } finally {
        own.unlock();
      }
    }
  }

  private static void tried(ReentrantLock other) throws InterruptedException {
    if (!other.tryLock(20, TimeUnit.MILLISECONDS)) {
      return;
    }
    try {
      Thread.onSpinWait();
    } finally {
      other.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    Thread one = workers.start("left", () -> work(left, right));
    Thread two = workers.start("right", () -> work(right, left));
    Victim.stuckWhen(() -> Waits.in(one, "BackingOff.work") || Waits.in(two, "BackingOff.work"));
  }
}
