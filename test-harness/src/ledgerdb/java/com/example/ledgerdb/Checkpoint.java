package com.example.ledgerdb;

import com.example.ledgerdb.runtime.Frame;
import com.example.ledgerdb.runtime.Task;

/** Writes dirty pages of the segment to disk: needs the log still, then the segment. */
final class Checkpoint extends Frame {
  private final Database db;

  Checkpoint(Database db) {
    this.db = db;
  }

  @Override
  protected int resume(Task task) {
    switch (step) {
      case 0:
        next(1, "freezes the log");
        if (!db.log.acquire(task)) {
          return SUSPENDED;
        }
        // fall through
      case 1:
        next(2, "reads the dirty pages");
        db.timers.sleep(task, db.pageMillis);
        return SUSPENDED;
      case 2:
        next(3, "writes the pages");
        return task.call(new WritePages(db));
      default:
        db.log.release(task);
        db.done.incrementAndGet();
        return RETURNED;
    }
  }

  /** The inner function. */
  static final class WritePages extends Frame {
    private final Database db;

    WritePages(Database db) {
      this.db = db;
    }

    @Override
    protected int resume(Task task) {
      if (step == 0) {
        next(1, "locks the segment");
        if (!db.segment.acquire(task)) {
          return SUSPENDED;
        }
      }
      db.segment.release(task);
      return RETURNED;
    }
  }
}
