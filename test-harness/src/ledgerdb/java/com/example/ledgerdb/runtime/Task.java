package com.example.ledgerdb.runtime;

/** A light-weight task: a stack of frames, of which the innermost is resumed by a worker. */
public final class Task {
  static final int READY = 0;
  static final int RUNNING = 1;
  static final int WAITING = 2;
  static final int DONE = 3;

  private final String name;
  private final Scheduler scheduler;
  volatile int status;
  volatile Object waitingFor;
  volatile Frame top;
  Task nextTask;
  Waiter joiners;

  Task(String name, Frame first, Scheduler scheduler) {
    this.name = name;
    this.top = first;
    this.scheduler = scheduler;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Calls another frame; the caller goes on when it has returned. */
  public int call(Frame callee) {
    callee.caller = top;
    top = callee;
    return Frame.CALLED;
  }

  /** Waits for the end of another task; false when it has to be waited for. */
  public boolean join(Task other) {
    synchronized (scheduler) {
      if (other.status == DONE) {
        return true;
      }
      other.joiners = new Waiter(this, other.joiners);
      suspendOn(other);
      return false;
    }
  }

  void suspendOn(Object what) {
    waitingFor = what;
    status = WAITING;
  }

  /** Whether it waits for something. */
  public boolean isWaiting() {
    return status == WAITING;
  }
}
