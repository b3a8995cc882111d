package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Many tasks wait for one ReentrantLock that {@code lock-holder} keeps while it sleeps. Arguments:
 * {@code platform|virtual}, their number and, if their names are to be long ones with a URL, how
 * many directories that has.
 */
public final class ManyAlike {
  private ManyAlike() {}

  private static void serve(ReentrantLock lock) {
    lock.lock();
    try {
      System.out.println("served");
    } finally {
      lock.unlock();
    }
  }

  private static void holdForever(ReentrantLock lock) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Thread.sleep(Long.MAX_VALUE);
      }
    } finally {
      lock.unlock();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    int count = Integer.parseInt(args[1]);
    ReentrantLock lock = new ReentrantLock();
    Thread holder = Workers.platform().start("lock-holder", () -> holdForever(lock));
    while (!Waits.in(holder, "Thread.sleep")) {
      Thread.onSpinWait();
    }
    String url = args.length > 2 ? " GET /" + "reports/".repeat(Integer.parseInt(args[2])) : "";
    Workers workers = Workers.of(args);
    for (int i = 0; i < count; i++) {
      workers.start("request-" + i + url, () -> serve(lock));
    }
    List<Thread> requests = workers.all();
    Victim.stuckWhen(() -> requests.stream().allMatch(Waits::waiting));
  }
}
