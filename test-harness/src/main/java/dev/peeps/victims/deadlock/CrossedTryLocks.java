package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two transfers that ask for each other's account, half a second at a time, and again for ever.
 * With {@code once} as the second argument they ask for ten minutes, and then give up.
 */
public final class CrossedTryLocks {
  private CrossedTryLocks() {}

  private static boolean again(ReentrantLock lock) throws InterruptedException {
    while (!lock.tryLock(500, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
    return true;
  }

  private static boolean transfer(
      ReentrantLock from, ReentrantLock to, Meeting meeting, boolean once)
      throws InterruptedException {
    from.lock();
    try {
      meeting.meet();
      return once ? to.tryLock(10, TimeUnit.MINUTES) : again(to);
    } finally {
      from.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    boolean once = args.length > 1 && args[1].equals("once");
    ReentrantLock savings = new ReentrantLock();
    ReentrantLock giro = new ReentrantLock();
    Meeting meeting = new Meeting(2);
    Thread one = workers.start("to-giro", () -> transfer(savings, giro, meeting, once));
    Thread two = workers.start("to-savings", () -> transfer(giro, savings, meeting, once));
    Victim.stuckWhen(
        () -> Waits.in(one, "ReentrantLock.tryLock") && Waits.in(two, "ReentrantLock.tryLock"));
  }
}
