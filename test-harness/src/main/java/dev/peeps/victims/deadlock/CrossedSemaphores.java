package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.Semaphore;

/**
 * Two binary semaphores taken in opposite order. The JDK records no holder of a permit, so no tool
 * can prove this one from the objects: it must be said that the holder is not recorded.
 */
public final class CrossedSemaphores {
  private CrossedSemaphores() {}

  private static void holdOneTakeOther(Semaphore one, Semaphore other, Meeting meeting)
      throws InterruptedException {
    one.acquire();
    try {
      meeting.meet();
      other.acquire();
      other.release();
    } finally {
      one.release();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Semaphore printer = new Semaphore(1);
    Semaphore scanner = new Semaphore(1, true);
    Meeting meeting = new Meeting(2);
    Thread copier = workers.start("copier", () -> holdOneTakeOther(printer, scanner, meeting));
    Thread archiver = workers.start("archiver", () -> holdOneTakeOther(scanner, printer, meeting));
    Victim.stuckWhen(
        () -> Waits.in(copier, "Semaphore.acquire") && Waits.in(archiver, "Semaphore.acquire"));
  }
}
