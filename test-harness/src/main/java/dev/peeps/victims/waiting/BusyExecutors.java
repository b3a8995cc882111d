package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Executors whose workers all wait for one CountDownLatch, with work queued behind: a fixed pool (2
 * running, 5 queued), a scheduled one (1 running, 3 delayed), a ForkJoinPool (2 running, 4 queued),
 * a Timer (1 running, 2 scheduled).
 */
public final class BusyExecutors {
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Workers workers;

  private BusyExecutors(Workers workers) {
    this.workers = workers;
  }

  private void handleOrder() {
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hang() {
    int[] made = new int[2];
    ExecutorService orders =
        Executors.newFixedThreadPool(2, work -> workers.unstarted("orders-" + ++made[0], work));
    ScheduledExecutorService reports =
        Executors.newScheduledThreadPool(1, work -> workers.unstarted("reports-1", work));
    ForkJoinPool sums = new ForkJoinPool(2);
    Timer nightly = new Timer("nightly");
    for (int i = 0; i < 7; i++) {
      orders.execute(this::handleOrder);
    }
    reports.execute(this::handleOrder);
    for (int i = 0; i < 3; i++) {
      schedule(reports);
    }
    for (int i = 0; i < 6; i++) {
      sums.execute(this::handleOrder);
    }
    nightly.schedule(timerTask(), 0);
    nightly.schedule(timerTask(), TimeUnit.HOURS.toMillis(1));
    nightly.scheduleAtFixedRate(
        timerTask(), TimeUnit.HOURS.toMillis(2), TimeUnit.HOURS.toMillis(2));
    Victim.stuckWhen(() -> waitingInHandler() == 6);
    keep(orders, reports, sums, nightly);
  }

  private void schedule(ScheduledExecutorService reports) {
    @SuppressWarnings("unused") // nobody waits for these
    var ignored = reports.scheduleWithFixedDelay(this::handleOrder, 1, 1, TimeUnit.HOURS);
  }

  private TimerTask timerTask() {
    return new TimerTask() {
      @Override
      public void run() {
        handleOrder();
      }
    };
  }

  private static long waitingInHandler() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> Waits.in(thread, "BusyExecutors.handleOrder"))
        .count();
  }

  // The main thread keeps the executors alive as a main method usually does: in its frames.
  private void keep(Object... executors) {
    handleOrder();
    System.out.println(executors.length);
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    new BusyExecutors(Workers.platform()).hang();
  }
}
