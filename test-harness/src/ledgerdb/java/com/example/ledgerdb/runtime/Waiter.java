package com.example.ledgerdb.runtime;

/** A node of a list of waiting tasks. */
final class Waiter {
  final Task task;
  Waiter next;

  /** What a sender wants to put into a channel. */
  Object item;

  Waiter(Task task, Waiter next) {
    this.task = task;
    this.next = next;
  }
}
