package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Two read/write locks crossed: {@code catalog-reader} reads the catalog (read lock, twice) and
 * wants to write the index, {@code index-builder} reads the index and wants to write the catalog.
 * {@code catalog-viewer} also holds the catalog's read lock, so that it has two holders, and waits
 * for the index, too.
 */
public final class ReadAgainstWrite {
  private ReadAgainstWrite() {}

  private static void readOneWriteOther(
      ReentrantReadWriteLock one, ReentrantReadWriteLock other, int times, Meeting meeting) {
    for (int i = 0; i < times; i++) {
      one.readLock().lock();
    }
    try {
      meeting.meet();
      other.writeLock().lock();
      try {
        throw new IllegalStateException("no deadlock");
      } finally {
        other.writeLock().unlock();
      }
    } finally {
      for (int i = 0; i < times; i++) {
        one.readLock().unlock();
      }
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantReadWriteLock catalog = new ReentrantReadWriteLock();
    ReentrantReadWriteLock index = new ReentrantReadWriteLock();
    Meeting meeting = new Meeting(3);
    Thread reader =
        workers.start("catalog-reader", () -> readOneWriteOther(catalog, index, 2, meeting));
    Thread viewer =
        workers.start("catalog-viewer", () -> readOneWriteOther(catalog, index, 1, meeting));
    Thread builder =
        workers.start("index-builder", () -> readOneWriteOther(index, catalog, 1, meeting));
    Victim.stuckWhen(
        () ->
            Waits.in(reader, "WriteLock.lock")
                && Waits.in(viewer, "WriteLock.lock")
                && Waits.in(builder, "WriteLock.lock"));
  }
}
