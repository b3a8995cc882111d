package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A crowd of virtual threads, each of which waits for an answer that was dropped; with the argument
 * "condition" for a condition that nobody else knows.
 */
public final class ForsakenCrowd {
  private static final int CROWD = 1_200;

  private ForsakenCrowd() {}

  private static void ask(boolean condition) throws InterruptedException {
    if (!condition) {
      new CompletableFuture<String>().join();
      return;
    }
    ReentrantLock lock = new ReentrantLock();
    Condition answered = lock.newCondition();
    lock.lock();
    try {
      while (true) {
        answered.await();
      }
    } finally {
      lock.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    boolean condition = args.length > 0 && args[0].equals("condition");
    Workers workers = Workers.virtual();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(workers.start("guest-" + i, () -> ask(condition)));
    }
    Victim.stuckWhen(
        () ->
            crowd.stream()
                .allMatch(
                    guest ->
                        Waits.in(guest, "CompletableFuture.waitingGet")
                            || Waits.in(guest, "ConditionObject.await")));
  }
}
