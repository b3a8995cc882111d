package com.example.ledgerdb.runtime;

/** A mutex between tasks: it belongs to a task, whatever thread runs that. First come, first served. */
public final class Mutex {
  private final String name;
  private Task owner;
  private Waiter first;
  private Waiter last;

  public Mutex(String name) {
    this.name = name;
  }

  /** True when the task has it; false when it waits and will have it when it is resumed. */
  public boolean acquire(Task task) {
    synchronized (task.scheduler()) {
      if (owner == null) {
        owner = task;
        return true;
      }
      Waiter waiter = new Waiter(task, null);
      if (first == null) {
        first = waiter;
      } else {
        last.next = waiter;
      }
      last = waiter;
      task.suspendOn(this);
      return false;
    }
  }

  public void release(Task task) {
    synchronized (task.scheduler()) {
      if (owner != task) {
        throw new IllegalStateException(name + " does not belong to the task");
      }
      Waiter waiter = first;
      owner = waiter == null ? null : waiter.task;
      if (waiter != null) {
        first = waiter.next;
        task.scheduler().ready(owner);
      }
    }
  }
}
