package dev.peeps.victims.deadlock;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * {@code price-refresher} holds the read lock and asks for the write lock of the same
 * ReentrantReadWriteLock, which waits for all readers, itself among them. {@code price-reader}
 * queues behind the writer.
 */
public final class ReadWriteUpgrade {
  private ReadWriteUpgrade() {}

  private static final class PriceTable {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private long version;

    void refreshIfStale() {
      lock.readLock().lock();
      try {
        if (version == 0) {
          refresh();
        }
      } finally {
        lock.readLock().unlock();
      }
    }

    private void refresh() {
      lock.writeLock().lock();
      try {
        version++;
      } finally {
        lock.writeLock().unlock();
      }
    }

    long read() {
      lock.readLock().lock();
      try {
        return version;
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    PriceTable prices = new PriceTable();
    Thread refresher = workers.start("price-refresher", prices::refreshIfStale);
    Thread reader =
        workers.start(
            "price-reader",
            () -> {
              while (!Waits.in(refresher, "WriteLock.lock")) {
                Thread.onSpinWait();
              }
              System.out.println(prices.read());
            });
    Victim.stuckWhen(
        () -> Waits.in(refresher, "WriteLock.lock") && Waits.in(reader, "ReadLock.lock"));
  }
}
