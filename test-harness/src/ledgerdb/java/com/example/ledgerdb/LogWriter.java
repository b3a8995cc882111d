package com.example.ledgerdb;

import com.example.ledgerdb.runtime.Frame;
import com.example.ledgerdb.runtime.Task;

/** Takes records from the channel for ever; now and then it starts a new file, with the log locked. */
final class LogWriter extends Frame {
  private final Database db;
  private final int recordsAFile;
  private int written;

  LogWriter(Database db, int recordsAFile) {
    this.db = db;
    this.recordsAFile = recordsAFile;
  }

  @Override
  protected int resume(Task task) {
    while (true) {
      if (step == 0) {
        next(0, "receives a record");
        if (db.wal.receive(task) == null) {
          return SUSPENDED;
        }
        if (++written % recordsAFile != 0) {
          continue;
        }
        next(1, "locks the log to start a new file");
        if (!db.log.acquire(task)) {
          return SUSPENDED;
        }
      }
      db.log.release(task);
      next(0, "receives a record");
    }
  }
}
