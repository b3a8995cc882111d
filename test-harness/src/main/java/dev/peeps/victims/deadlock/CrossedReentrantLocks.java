package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads take two ReentrantLocks in opposite order: {@code order-writer} has {@code accounts}
 * and wants {@code stock}, {@code auditor} the other way round; {@code report} queues behind.
 */
public final class CrossedReentrantLocks {
  private CrossedReentrantLocks() {}

  private static void holdOneTakeOther(ReentrantLock one, ReentrantLock other, Meeting meeting) {
    one.lock();
    try {
      meeting.meet();
      other.lock();
      try {
        throw new IllegalStateException("no deadlock");
      } finally {
        other.unlock();
      }
    } finally {
      one.unlock();
    }
  }

  private static void readTotals(ReentrantLock accounts) {
    accounts.lock();
    try {
      System.out.println("totals");
    } finally {
      accounts.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantLock accounts = new ReentrantLock();
    ReentrantLock stock = new ReentrantLock(true);
    Meeting meeting = new Meeting(3);
    Thread writer = workers.start("order-writer", () -> holdOneTakeOther(accounts, stock, meeting));
    Thread auditor = workers.start("auditor", () -> holdOneTakeOther(stock, accounts, meeting));
    Thread report =
        workers.start(
            "report",
            () -> {
              meeting.meet();
              readTotals(accounts);
            });
    Victim.stuckWhen(
        () ->
            Waits.in(writer, "ReentrantLock.lock")
                && Waits.in(auditor, "ReentrantLock.lock")
                && Waits.in(report, "ReentrantLock.lock"));
  }
}
