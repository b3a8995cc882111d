package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server whose requests go through many filters, as those of frameworks do, and then all wait for
 * one lock. Arguments: {@code platform}, the number of requests and that of filters.
 */
public final class DeepStacks {
  private DeepStacks() {}

  private static void filter(int filtersLeft, ReentrantLock accounts) {
    if (filtersLeft > 0) {
      filter(filtersLeft - 1, accounts);
      return;
    }
    accounts.lock();
    try {
      System.out.println("served");
    } finally {
      accounts.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    int count = Integer.parseInt(args[1]);
    int filters = Integer.parseInt(args[2]);
    ReentrantLock accounts = new ReentrantLock();
    accounts.lock();
    Workers workers = Workers.of(args);
    for (int i = 0; i < count; i++) {
      workers.start("request-" + i, () -> filter(filters, accounts));
    }
    List<Thread> requests = workers.all();
    Victim.stuckWhen(() -> requests.stream().allMatch(Waits::waiting));
  }
}
