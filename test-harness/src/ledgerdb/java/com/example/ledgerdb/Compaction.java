package com.example.ledgerdb;

import com.example.ledgerdb.runtime.Frame;
import com.example.ledgerdb.runtime.Task;

/** Merges the segment and says so in the log: the other way round than a checkpoint. */
final class Compaction extends Frame {
  private final Database db;

  Compaction(Database db) {
    this.db = db;
  }

  @Override
  protected int resume(Task task) {
    switch (step) {
      case 0:
        next(1, "locks the segment");
        if (!db.segment.acquire(task)) {
          return SUSPENDED;
        }
        // fall through
      case 1:
        next(2, "merges");
        db.timers.sleep(task, db.pageMillis);
        return SUSPENDED;
      case 2:
        next(3, "notes it in the log");
        if (!db.log.acquire(task)) {
          return SUSPENDED;
        }
        // fall through
      default:
        db.log.release(task);
        db.segment.release(task);
        db.done.incrementAndGet();
        return RETURNED;
    }
  }
}
