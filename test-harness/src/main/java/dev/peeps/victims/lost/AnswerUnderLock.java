package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CompletableFuture;

/**
 * A clearing house that keeps its ledger locked while it waits for the bank's answer, and a bank
 * that writes into the ledger before it answers. No tool sees a circle: the future does not say who
 * will complete it, only the bank's stack does.
 */
public final class AnswerUnderLock {
  private final Object ledger = new Object();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  private AnswerUnderLock() {}

  private void clear() {
    synchronized (ledger) {
      System.out.println(answer.join());
    }
  }

  private void answer(Thread clearing) {
    while (!Waits.in(clearing, "CompletableFuture.join")) {
      Thread.onSpinWait(); // the house asks first
    }
    synchronized (ledger) {
      answer.complete("accepted");
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    AnswerUnderLock house = new AnswerUnderLock();
    Thread clearing = workers.start("clearing", house::clear);
    Thread bank = workers.start("bank", () -> house.answer(clearing));
    Victim.stuckWhen(() -> Waits.forMonitor(bank));
  }
}
