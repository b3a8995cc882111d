package com.example.ledgerdb.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Lets a pool run so many of its tasks at a time; whoever brings one more waits. */
public final class Quota {
  private final Executor pool;
  private final int size;
  private final Semaphore free;

  public Quota(Executor pool, int size) {
    this.pool = pool;
    this.size = size;
    this.free = new Semaphore(size);
  }

  /** How many may run at a time. */
  public int size() {
    return size;
  }

  public void submit(Runnable work) {
    free.acquireUninterruptibly();
    pool.execute(() -> run(work));
  }

  private void run(Runnable work) {
    try {
      work.run();
    } finally {
      free.release();
    }
  }
}
