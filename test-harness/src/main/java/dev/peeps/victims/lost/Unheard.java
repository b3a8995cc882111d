package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.Exchanger;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.StampedLock;

/**
 * Waits that end only when somebody comes, and everybody who could has gone or never was: a
 * notification, a partner, a taker, and the release of a lock that does not let its own owner in
 * again.
 */
public final class Unheard {
  private boolean ready;

  private Unheard() {}

  private static void await() throws InterruptedException {
    Unheard state = new Unheard();
    synchronized (state) {
      while (!state.ready) {
        state.wait();
      }
    }
  }

  private static void trade() throws InterruptedException {
    new Exchanger<String>().exchange("offer");
  }

  private static void hand() throws InterruptedException {
    new SynchronousQueue<String>().put("parcel");
  }

  private static void enterTwice() {
    StampedLock lock = new StampedLock();
    long outer = lock.writeLock();
    long inner = lock.writeLock();
    lock.unlockWrite(inner);
    lock.unlockWrite(outer);
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread observer = workers.start("observer", Unheard::await);
    Thread trader = workers.start("trader", Unheard::trade);
    Thread courier = workers.start("courier", Unheard::hand);
    Thread twice = workers.start("twice", Unheard::enterTwice);
    Victim.stuckWhen(
        () ->
            Waits.in(observer, "Unheard.await")
                && Waits.in(trader, "Exchanger.exchange")
                && Waits.in(courier, "SynchronousQueue.put")
                && Waits.in(twice, "StampedLock.writeLock"));
  }
}
