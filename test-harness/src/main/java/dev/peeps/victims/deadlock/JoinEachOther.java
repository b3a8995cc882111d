package dev.peeps.victims.deadlock;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two services wait for each other's thread to end: {@code flusher} joins {@code writer} and the
 * other way round. The monitor below a join is that of the Thread, which nobody holds.
 */
public final class JoinEachOther {
  private JoinEachOther() {}

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    AtomicReference<Thread> flusherToJoin = new AtomicReference<>();
    Thread writer =
        workers.start(
            "writer",
            () -> {
              while (flusherToJoin.get() == null) {
                Thread.onSpinWait();
              }
              flusherToJoin.get().join();
            });
    Thread flusher = workers.start("flusher", writer::join);
    flusherToJoin.set(flusher);
    Victim.stuckWhen(() -> Waits.in(writer, "Thread.join") && Waits.in(flusher, "Thread.join"));
  }
}
