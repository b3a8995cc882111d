package com.example.ledgerdb;

import com.example.ledgerdb.runtime.Frame;
import com.example.ledgerdb.runtime.Task;

/** Sends its records to the log writer, with the log locked so that they stay together. */
final class Commit extends Frame {
  private final Database db;
  private final int records;
  private int sent;

  Commit(Database db, int records) {
    this.db = db;
    this.records = records;
  }

  @Override
  protected int resume(Task task) {
    if (step == 0) {
      next(1, "locks the log");
      if (!db.log.acquire(task)) {
        return SUSPENDED;
      }
    }
    while (sent < records) {
      next(1, "sends a record");
      sent++;
      if (!db.wal.send(task, "record " + sent)) {
        return SUSPENDED;
      }
    }
    db.log.release(task);
    db.done.incrementAndGet();
    return RETURNED;
  }
}
