package dev.peeps.victims.starvation;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Two workers of a pool of two, and what is queued behind them. With {@code own} each waits, for no
 * longer than an hour, for a part of its own that it has queued in the same pool, at a latch that
 * only this part knows. With {@code stop} there is nothing wrong: more tasks than workers do a
 * round of work every half hour until a latch that all of them share says that they are to stop.
 */
public final class GatherWithLimit {
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Meeting bothStarted = new Meeting(2);

  private GatherWithLimit() {}

  private void gather() throws InterruptedException {
    bothStarted.meet();
    Part part = new Part(null, new CountDownLatch(1));
    for (int outer = 0; outer < 5; outer++) {
      part = new Part(part, null);
    }
    Part last = part;
    pool.execute(() -> last.innermost().done.countDown());
    awaitPart(last);
  }

  private static void awaitPart(Part part) throws InterruptedException {
    if (!part.innermost().done.await(1, TimeUnit.HOURS)) {
      throw new IllegalStateException("a part has not come");
    }
  }

  private static void tick(CountDownLatch stop) throws InterruptedException {
    while (!stop.await(30, TimeUnit.MINUTES)) {
      Thread.onSpinWait();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    GatherWithLimit imports = new GatherWithLimit();
    if (args[0].equals("stop")) {
      shareStop(imports.pool);
    } else {
      imports.pool.execute(((Work) imports::gather).orDie());
      imports.pool.execute(((Work) imports::gather).orDie());
    }
    Victim.stuckWhen(GatherWithLimit::bothWait);
  }

  /** Apart, so that no frame refers to the latch but those of the tasks. */
  private static void shareStop(ExecutorService pool) {
    CountDownLatch stop = new CountDownLatch(1);
    for (int task = 0; task < 4; task++) {
      pool.execute(((Work) () -> tick(stop)).orDie());
    }
  }

  private static boolean bothWait() {
    return Thread.getAllStackTraces().keySet().stream().filter(GatherWithLimit::isAtLatch).count()
        == 2;
  }

  private static boolean isAtLatch(Thread thread) {
    return Waits.in(thread, "GatherWithLimit.awaitPart")
        || Waits.in(thread, "GatherWithLimit.tick");
  }

  /** One in another. */
  private static final class Part {
    private final Part inner;
    private final CountDownLatch done;

    Part(Part inner, CountDownLatch done) {
      this.inner = inner;
      this.done = done;
    }

    Part innermost() {
      return inner == null ? this : inner.innermost();
    }
  }
}
