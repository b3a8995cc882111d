package com.example.ledgerdb.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks on a few worker threads of its own. Its monitor guards the state of all tasks and of
 * what they wait for.
 */
public final class Scheduler {
  private static final int ROOM = 1024;

  private final String name;
  private final Worker[] workers;
  private final Task[] runQueue = new Task[ROOM];
  private int head;
  private int queued;

  /** All tasks that have not ended. */
  private Task tasks;

  /** Workers without work, linked by {@link Worker#nextIdle}. */
  private Worker idle;

  public Scheduler(String name, int threads) {
    this.name = name;
    this.workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Worker(this, name + "-" + i);
    }
    for (Worker worker : workers) {
      worker.start();
    }
  }

  /** Starts a task that begins with this frame. */
  public synchronized Task spawn(String taskName, Frame first) {
    Task task = new Task(taskName, first, this);
    task.nextTask = tasks;
    tasks = task;
    ready(task);
    return task;
  }

  /** What the task waited for is there. */
  synchronized void ready(Task task) {
    task.waitingFor = null;
    task.status = Task.READY;
    Worker worker = idle;
    if (worker != null) {
      idle = worker.nextIdle;
      worker.handoff = task;
      LockSupport.unpark(worker);
    } else if (queued == ROOM) {
      throw new IllegalStateException(name + ": run queue overflow");
    } else {
      runQueue[(head + queued++) % ROOM] = task;
    }
  }

  synchronized void ended(Task task) {
    task.status = Task.DONE;
    if (tasks == task) {
      tasks = task.nextTask;
    } else {
      Task before = tasks;
      while (before.nextTask != task) {
        before = before.nextTask;
      }
      before.nextTask = task.nextTask;
    }
    for (Waiter waiter = task.joiners; waiter != null; waiter = waiter.next) {
      ready(waiter.task);
    }
    task.joiners = null;
  }

  /** A task from the queue; null, and the worker is known to be idle, when there is none. */
  private synchronized Task next(Worker worker) {
    if (queued == 0) {
      worker.nextIdle = idle;
      idle = worker;
      return null;
    }
    Task task = runQueue[head];
    runQueue[head] = null;
    head = (head + 1) % ROOM;
    queued--;
    return task;
  }

  /** One thread of the scheduler. */
  static final class Worker extends Thread {
    private final Scheduler scheduler;
    private Worker nextIdle;
    private volatile Task handoff;

    Worker(Scheduler scheduler, String name) {
      super(name);
      this.scheduler = scheduler;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (true) {
        Task task = scheduler.next(this);
        execute(task == null ? awaitWork() : task);
      }
    }

    private Task awaitWork() {
      Task task = handoff;
      while (task == null) {
        LockSupport.park(scheduler);
        task = handoff;
      }
      handoff = null;
      return task;
    }

    private void execute(Task task) {
      task.status = Task.RUNNING;
      while (true) {
        switch (task.top.resume(task)) {
          case Frame.SUSPENDED:
            return; // whoever readies it may be running it by now
          case Frame.RETURNED:
            task.top = task.top.caller;
            if (task.top == null) {
              scheduler.ended(task);
              return;
            }
            break;
          default:
            break; // it has called another frame
        }
      }
    }
  }
}
