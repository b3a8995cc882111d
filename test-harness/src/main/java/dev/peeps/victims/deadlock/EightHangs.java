package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Eight classic hangs in one program: monitors and ReentrantLocks crossed, each on platform and on
 * virtual threads; read against write lock; crossed semaphores; crossed CompletableFutures; a pool
 * that waits for itself. Needs Java 21.
 */
public final class EightHangs {
  private static final Workers PLATFORM = Workers.platform();
  private static final Workers VIRTUAL = Workers.virtual();

  private EightHangs() {}

  private static void crossMonitors(Workers workers, String prefix) {
    Object left = new Object();
    Object right = new Object();
    Meeting meeting = new Meeting(2);
    workers.start(prefix + "-monitor-1", () -> enter(left, right, meeting));
    workers.start(prefix + "-monitor-2", () -> enter(right, left, meeting));
  }

  private static void enter(Object one, Object other, Meeting meeting) {
    synchronized (one) {
      meeting.meet();
      synchronized (other) {
        throw new IllegalStateException("no deadlock");
      }
    }
  }

  private static void crossLocks(Workers workers, String prefix, Lock[] own, Lock[] wanted) {
    Meeting meeting = new Meeting(2);
    for (int i = 0; i < 2; i++) {
      Lock mine = own[i];
      Lock other = wanted[i];
      workers.start(
          prefix + "-" + (i + 1),
          () -> {
            mine.lock();
            meeting.meet();
            other.lock();
          });
    }
  }

  private static void crossSemaphores() {
    Semaphore left = new Semaphore(1);
    Semaphore right = new Semaphore(1);
    Meeting meeting = new Meeting(2);
    PLATFORM.start("semaphore-1", taking(left, right, meeting));
    PLATFORM.start("semaphore-2", taking(right, left, meeting));
  }

  private static Work taking(Semaphore one, Semaphore other, Meeting meeting) {
    return () -> {
      one.acquire();
      meeting.meet();
      other.acquire();
    };
  }

  private static void crossFutures() {
    CompletableFuture<String> left = new CompletableFuture<>();
    CompletableFuture<String> right = new CompletableFuture<>();
    PLATFORM.start("future-1", () -> left.complete(right.join()));
    PLATFORM.start("future-2", () -> right.complete(left.join()));
  }

  private static void starvePool() {
    ExecutorService pool =
        Executors.newFixedThreadPool(1, work -> PLATFORM.unstarted("starved-pool-1", work));
    pool.execute(((Work) () -> System.out.println(pool.submit(() -> "inner").get())).orDie());
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    crossMonitors(PLATFORM, "platform");
    crossMonitors(VIRTUAL, "virtual");
    for (Workers workers : new Workers[] {PLATFORM, VIRTUAL}) {
      Lock left = new ReentrantLock();
      Lock right = new ReentrantLock();
      String prefix = workers == PLATFORM ? "platform-lock" : "virtual-lock";
      crossLocks(workers, prefix, new Lock[] {left, right}, new Lock[] {right, left});
    }
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    ReentrantReadWriteLock b = new ReentrantReadWriteLock();
    crossLocks(
        PLATFORM,
        "read-write",
        new Lock[] {a.readLock(), b.readLock()},
        new Lock[] {b.writeLock(), a.writeLock()});
    crossSemaphores();
    crossFutures();
    starvePool();
    Victim.stuckWhen(
        () ->
            PLATFORM.all().size() == 11
                && VIRTUAL.all().size() == 4
                && PLATFORM.all().stream().allMatch(EightHangs::pastMeeting)
                && VIRTUAL.all().stream().allMatch(EightHangs::pastMeeting));
  }

  private static boolean pastMeeting(Thread thread) {
    return Waits.waiting(thread) && !Waits.in(thread, "Meeting.meet");
  }
}
