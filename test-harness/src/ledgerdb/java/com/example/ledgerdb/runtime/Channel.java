package com.example.ledgerdb.runtime;

/** A bounded channel to one receiving task. */
public final class Channel {
  private final String name;
  private final Object[] ring;
  private int head;
  private int size;
  private long sent;
  private long received;
  private Task receiver;
  private Task receiverWaits;
  private Waiter senders;

  public Channel(String name, int capacity) {
    this.name = name;
    this.ring = new Object[capacity];
  }

  /** True when the item is in; false when the task waits for room and it will be, when resumed. */
  public boolean send(Task task, Object item) {
    synchronized (task.scheduler()) {
      if (size == ring.length) {
        Waiter waiter = new Waiter(task, null);
        waiter.item = item;
        if (senders == null) {
          senders = waiter;
        } else {
          Waiter tail = senders;
          while (tail.next != null) {
            tail = tail.next;
          }
          tail.next = waiter;
        }
        task.suspendOn(this);
        return false;
      }
      put(item);
      if (receiverWaits != null) {
        Task waiting = receiverWaits;
        receiverWaits = null;
        waiting.scheduler().ready(waiting);
      }
      return true;
    }
  }

  /** The next item; null when the task waits for one and must ask again when resumed. */
  public Object receive(Task task) {
    synchronized (task.scheduler()) {
      receiver = task;
      if (size == 0) {
        receiverWaits = task;
        task.suspendOn(this);
        return null;
      }
      Object item = ring[head];
      ring[head] = null;
      head = (head + 1) % ring.length;
      size--;
      received++;
      Waiter sender = senders;
      if (sender != null) {
        senders = sender.next;
        put(sender.item);
        sender.task.scheduler().ready(sender.task);
      }
      return item;
    }
  }

  private void put(Object item) {
    ring[(head + size++) % ring.length] = item;
    sent++;
  }

  /** How many items have gone through. */
  public long received() {
    return received;
  }
}
