package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A crowd of virtual threads, each of which waits for an answer that was dropped. */
public final class ForsakenCrowd {
  private static final int CROWD = 1_200;

  private ForsakenCrowd() {}

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.virtual();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(workers.start("guest-" + i, () -> new CompletableFuture<String>().join()));
    }
    Victim.stuckWhen(
        () -> crowd.stream().allMatch(guest -> Waits.in(guest, "CompletableFuture.waitingGet")));
  }
}
