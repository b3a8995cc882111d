package com.example.ledgerdb;

import com.example.ledgerdb.runtime.Channel;
import com.example.ledgerdb.runtime.Frame;
import com.example.ledgerdb.runtime.InOrder;
import com.example.ledgerdb.runtime.Mutex;
import com.example.ledgerdb.runtime.Quota;
import com.example.ledgerdb.runtime.Scheduler;
import com.example.ledgerdb.runtime.Task;
import com.example.ledgerdb.runtime.TimerWheel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small database on the runtime. What goes wrong is the first argument. */
public final class Database {
  final Scheduler scheduler = new Scheduler("ledger", 2);
  final TimerWheel timers = new TimerWheel();
  final Mutex log = new Mutex("log");
  final Mutex segment = new Mutex("segment-7");
  final Channel wal = new Channel("wal", 8);
  final AtomicInteger done = new AtomicInteger();
  final long pageMillis;

  private Database(long pageMillis) {
    this.pageMillis = pageMillis;
  }

  /** Starts it, says {@code stuck} when it has come to where it stays, and waits for its end. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "locks":
        locks(new Database(50));
        break;
      case "channel":
        channel(new Database(5));
        break;
      case "turns":
        turns();
        break;
      case "quota":
        quota();
        break;
      case "healthy":
        healthy(new Database(5));
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
    System.out.println("stuck");
    while (System.in.read() >= 0) {
      // The test holds the other end: when it is gone, so are we.
    }
  }

  /** Checkpoint has the log and wants the segment, compaction the other way round. */
  private static void locks(Database db) {
    Task checkpoint = db.scheduler.spawn("checkpoint-1", new Checkpoint(db));
    Task compaction = db.scheduler.spawn("compaction-4", new Compaction(db));
    Task report = db.scheduler.spawn("nightly-report", new Report(db, compaction));
    db.settle(checkpoint, compaction, report);
  }

  /** The writer wants the lock under which others wait for room in its channel. */
  private static void channel(Database db) {
    Task writer = db.scheduler.spawn("log-writer", new LogWriter(db, 4));
    Task first = db.scheduler.spawn("commit-1", new Commit(db, 100));
    db.settle(writer, first);
    db.settle(db.scheduler.spawn("commit-2", new Commit(db, 1)));
  }

  /** A backup has its turn and waits for what has one after it; the pool has threads to spare. */
  private static void turns() {
    InOrder turns = new InOrder(pool("backup"));
    CountDownLatch begun = new CountDownLatch(1);
    turns.execute(
        () -> {
          CompletableFuture<Integer> size = new CompletableFuture<>();
          turns.execute(() -> size.complete(1));
          begun.countDown();
          size.join();
        });
    settle(begun);
  }

  /** Two exports have the whole quota and bring a part each, for which none is left. */
  private static void quota() {
    Quota quota = new Quota(pool("export"), 2);
    CountDownLatch begun = new CountDownLatch(quota.size());
    for (int export = 0; export < quota.size(); export++) {
      quota.submit(
          () -> {
            begun.countDown();
            settle(begun);
            quota.submit(() -> {});
          });
    }
    settle(begun);
  }

  private static ExecutorService pool(String name) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        4,
        work -> {
          Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void settle(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything waits now and then, and goes on. */
  private static void healthy(Database db) {
    db.scheduler.spawn("log-writer", new LogWriter(db, 1_000_000_000));
    Frame forever = new Forever(db);
    db.scheduler.spawn("ticker", forever);
    while (db.done.get() < 20) {
      Thread.onSpinWait();
    }
  }

  /** Returns when these tasks wait for what nobody gives: their waits do not change any more. */
  private void settle(Task... tasks) {
    int still = 0;
    while (still < 5) {
      boolean waiting = true;
      for (Task task : tasks) {
        waiting &= task.isWaiting();
      }
      still = waiting ? still + 1 : 0;
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }

  /** Waits for a compaction to be over. */
  static final class Report extends Frame {
    private final Database db;
    private final Task compaction;

    Report(Database db, Task compaction) {
      this.db = db;
      this.compaction = compaction;
    }

    @Override
    protected int resume(Task task) {
      if (step == 0) {
        next(1, "waits for the compaction");
        if (!task.join(compaction)) {
          return SUSPENDED;
        }
      }
      db.done.incrementAndGet();
      return RETURNED;
    }
  }

  /** A commit every few milliseconds, for ever. */
  static final class Forever extends Frame {
    private final Database db;

    Forever(Database db) {
      this.db = db;
    }

    @Override
    protected int resume(Task task) {
      if (step == 0) {
        next(1, "sleeps");
        db.timers.sleep(task, 5);
        return SUSPENDED;
      }
      next(0, "commits");
      return task.call(new Commit(db, 3));
    }
  }
}
