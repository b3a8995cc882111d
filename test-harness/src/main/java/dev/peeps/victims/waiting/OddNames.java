package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads with names that would move a terminal's cursor, forge a line of a log, close a quote or a
 * tag, all waiting for a lock held by one of them.
 */
public final class OddNames {
  private static final String[] NAMES = {
    "red\u001b[31m",
    "two\nlines",
    "tab\tquote\"back\\slash",
    "bell\u0007 del\u007f c1\u009b",
    "<script>alert(1)</script>",
    "bidi\u202Eflip",
    "\u65e5\u672c\u8a9e \ud83d\ude80",
    "lone\ud800surrogate",
    ""
  };

  private OddNames() {}

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantLock lock = new ReentrantLock();
    Thread holder =
        workers.start(
            "holder\r\nFAKE \"main\" line",
            () -> {
              lock.lock();
              try {
                while (true) {
                  Thread.sleep(Long.MAX_VALUE);
                }
              } finally {
                lock.unlock();
              }
            });
    while (!Waits.in(holder, "Thread.sleep")) {
      Thread.onSpinWait();
    }
    for (String name : NAMES) {
      workers.start(
          name,
          () -> {
            lock.lockInterruptibly();
            throw new IllegalStateException("the holder let go");
          });
    }
    Victim.stuckWhen(() -> workers.all().stream().allMatch(Waits::waiting));
  }
}
