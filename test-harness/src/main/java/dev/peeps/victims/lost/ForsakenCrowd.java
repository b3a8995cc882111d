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
 * "condition" a few that wait for a condition that they alone know.
 */
public final class ForsakenCrowd {
  private static final int CROWD = 1_200;

  /** All of them are looked at again. */
  private static final int FEW = 100;

  /** No frame refers to them. */
  private static final List<Thread> GUESTS = new ArrayList<>();

  private ForsakenCrowd() {}

  private static void ask(ReentrantLock lock, Condition answered) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        answered.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void invite(boolean condition) {
    Workers workers = Workers.virtual();
    ReentrantLock lock = new ReentrantLock();
    Condition answered = lock.newCondition();
    for (int i = 0; i < (condition ? FEW : CROWD); i++) {
      GUESTS.add(
          workers.start(
              "guest-" + i,
              condition
                  ? () -> ask(lock, answered)
                  : () -> new CompletableFuture<String>().join()));
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    invite(args.length > 0 && args[0].equals("condition"));
    Victim.stuckWhen(
        () ->
            GUESTS.stream()
                .allMatch(
                    guest ->
                        Waits.in(guest, "CompletableFuture.waitingGet")
                            || Waits.in(guest, "ConditionObject.await")));
  }
}
