package com.example.ledgerdb.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs what it is given one after the other, on whatever thread of a pool is free. */
public final class InOrder implements Executor {
  private final Executor pool;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private Runnable active;

  public InOrder(Executor pool) {
    this.pool = pool;
  }

  @Override
  public synchronized void execute(Runnable work) {
    waiting.add(() -> turn(work));
    if (active == null) {
      next();
    }
  }

  private void turn(Runnable work) {
    try {
      work.run();
    } finally {
      next();
    }
  }

  private synchronized void next() {
    active = waiting.poll();
    if (active != null) {
      pool.execute(active);
    }
  }
}
