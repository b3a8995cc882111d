package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;

/** Calls whose answers came and were thrown away: their futures stay in a map for ever. */
public final class WrongKey {
  private static final int FIRST = 65_534;

  private WrongKey() {}

  private static String ask(int number) {
    return RpcClient.call(number).join();
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    for (int number = FIRST; number < FIRST + 4; number++) {
      int call = number;
      workers.start("caller-" + number, () -> ask(call));
    }
    for (Thread caller : workers.all()) {
      while (!Waits.in(caller, "CompletableFuture.waitingGet")) {
        Thread.onSpinWait();
      }
    }
    for (int number = FIRST; number < FIRST + 4; number++) {
      RpcClient.received(number, "answer");
    }
    workers.all().get(0).join();
    workers.all().get(1).join();
    Victim.stuckWhen(
        () -> Waits.allIn(workers.all().subList(2, 4), "CompletableFuture.waitingGet"));
  }
}
