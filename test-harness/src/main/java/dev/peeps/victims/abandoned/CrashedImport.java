package dev.peeps.victims.abandoned;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An import locks the catalogue, stumbles over a bad record and forgets the lock on its way out;
 * three sessions wait for it ever after. The first argument says how: {@code lock}, {@code write}
 * or {@code read} (the thread ends with a ReentrantLock, a write lock, a read lock), {@code second}
 * (its read lock was not the first), or {@code worker} (it is a worker of a pool, and idle now);
 * the second whether its threads are {@code virtual}.
 */
public final class CrashedImport {
  private final Lock lock;

  private CrashedImport(Lock lock) {
    this.lock = lock;
  }

  private void load(String line) {
    lock.lock();
    if (!line.isEmpty()) {
      loaded(); // an empty line is the early way out that forgets the lock
    }
  }

  private void loaded() {
    lock.unlock();
  }

  private static void sell(Lock lock) throws InterruptedException {
    lock.lockInterruptibly();
    throw new IllegalStateException("no hang");
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.of(Arrays.copyOfRange(args, 1, args.length));
    String how = args[0];
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    boolean reads = how.equals("read") || how.equals("second");
    Lock held =
        reads ? both.readLock() : how.equals("write") ? both.writeLock() : new ReentrantLock();
    CrashedImport catalogue = new CrashedImport(held);
    if (how.equals("second")) {
      both.readLock().lockInterruptibly();
    }
    if (how.equals("worker")) {
      ExecutorService pool =
          Executors.newFixedThreadPool(2, work -> workers.unstarted("import-worker", work));
      pool.execute(() -> catalogue.load(""));
      while (!workers
          .named("import-worker")
          .filter(t -> Waits.in(t, "ThreadPoolExecutor.getTask"))
          .isPresent()) {
        Thread.onSpinWait();
      }
    } else {
      Thread crashed = workers.start("import", () -> catalogue.load(""));
      crashed.join();
    }
    if (how.equals("second")) {
      both.readLock().unlock();
    }
    Lock wanted = reads ? both.writeLock() : held;
    Thread[] sessions = new Thread[3];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = workers.start("session-" + (i + 1), () -> sell(wanted));
    }
    Victim.stuckWhen(
        () ->
            Waits.in(sessions[0], "CrashedImport.sell")
                && Waits.in(sessions[1], "CrashedImport.sell")
                && Waits.in(sessions[2], "CrashedImport.sell"));
  }
}
