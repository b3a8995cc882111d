package com.example.ledgerdb.runtime;

import java.util.concurrent.locks.LockSupport;

/** Wakes tasks at their time, to the tick. */
public final class TimerWheel {
  private static final int SLOTS = 64;
  private static final long TICK_NANOS = 10_000_000;

  private final Timer[] wheel = new Timer[SLOTS];
  private final Thread thread = new Thread(this::turn, "ledger-timer");
  private int position;

  public TimerWheel() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has the task wait. */
  public void sleep(Task task, long millis) {
    synchronized (task.scheduler()) {
      Timer timer = new Timer(task, System.nanoTime() + millis * 1_000_000);
      synchronized (wheel) {
        int slot = (int) ((position + 1 + millis * 1_000_000 / TICK_NANOS) % SLOTS);
        timer.next = wheel[slot];
        wheel[slot] = timer;
      }
      task.suspendOn(timer);
    }
  }

  private void turn() {
    while (true) {
      awaitTick();
      Timer due = null;
      synchronized (wheel) {
        position = (position + 1) % SLOTS;
        Timer timer = wheel[position];
        wheel[position] = null;
        while (timer != null) {
          Timer next = timer.next;
          if (timer.deadline - System.nanoTime() <= 0) {
            timer.next = due;
            due = timer;
          } else {
            timer.next = wheel[position]; // another turn
            wheel[position] = timer;
          }
          timer = next;
        }
      }
      for (; due != null; due = due.next) {
        due.task.scheduler().ready(due.task);
      }
    }
  }

  private void awaitTick() {
    LockSupport.parkNanos(this, TICK_NANOS);
  }

  /** One task's alarm. */
  static final class Timer {
    final Task task;
    final long deadline;
    Timer next;

    Timer(Task task, long deadline) {
      this.task = task;
      this.deadline = deadline;
    }
  }
}
