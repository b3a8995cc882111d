package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A mixed cycle: {@code cache-loader} has the lock of the cache and wants the monitor of the
 * Session, {@code session-closer} has the Session and wants the lock.
 */
public final class MonitorAgainstLock {
  private MonitorAgainstLock() {}

  private static final class Session {
    private boolean open = true;

    synchronized boolean isOpen() {
      return open;
    }

    synchronized void close(Cache cache, Meeting meeting) {
      meeting.meet();
      cache.evict();
      open = false;
    }
  }

  private static final class Cache {
    private final ReentrantLock lock = new ReentrantLock();
    private int entries = 1;

    int load(Session session, Meeting meeting) {
      lock.lock();
      try {
        meeting.meet();
        return session.isOpen() ? ++entries : entries;
      } finally {
        lock.unlock();
      }
    }

    void evict() {
      lock.lock();
      try {
        entries = 0;
      } finally {
        lock.unlock();
      }
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Session session = new Session();
    Cache cache = new Cache();
    Meeting meeting = new Meeting(2);
    Thread loader = workers.start("cache-loader", () -> cache.load(session, meeting));
    Thread closer = workers.start("session-closer", () -> session.close(cache, meeting));
    Victim.stuckWhen(() -> Waits.forMonitor(loader) && Waits.in(closer, "Cache.evict"));
  }
}
