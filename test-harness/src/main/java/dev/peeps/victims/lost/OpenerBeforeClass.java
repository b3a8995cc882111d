package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CountDownLatch;

/**
 * A static initialiser waits until the first prices are there, and whoever brings them uses that
 * class before he says so. The latch does not record who is to open it, and a thread that waits for
 * a class is RUNNABLE to every tool.
 */
public final class OpenerBeforeClass {
  private static volatile boolean usesIt;

  private OpenerBeforeClass() {}

  private static final class Catalog {
    static {
      Gate.await();
    }

    static void touch() {}
  }

  /** Handed over once, so that no static field keeps the latch. */
  private static final class Gate {
    private static CountDownLatch latch;

    static void await() {
      CountDownLatch mine = latch;
      latch = null;
      try {
        mine.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void bring(CountDownLatch prices, Thread reader) {
    while (!Waits.in(reader, "CountDownLatch.await")) {
      Thread.onSpinWait(); // the reader is first
    }
    usesIt = true;
    Catalog.touch();
    prices.countDown();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread reader = start(workers);
    Victim.stuckWhen(() -> usesIt && Waits.in(reader, "CountDownLatch.await"));
  }

  private static Thread start(Workers workers) {
    CountDownLatch prices = new CountDownLatch(1);
    Gate.latch = prices;
    Thread reader = workers.start("reader", Catalog::touch);
    workers.start("feed", () -> bring(prices, reader));
    return reader;
  }
}
