package dev.peeps.victims;

import java.util.concurrent.CountDownLatch;

/** Everybody goes on only when all have come: it makes a race that hangs hang every time. */
public final class Meeting {
  private final CountDownLatch absent;

  public Meeting(int parties) {
    absent = new CountDownLatch(parties);
  }

  /** Says "here" and blocks until all parties have said so. */
  public void meet() {
    absent.countDown();
    try {
      absent.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a victim", e);
    }
  }
}
