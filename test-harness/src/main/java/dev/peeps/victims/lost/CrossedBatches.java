package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;

/**
 * Uploads that take one buffer of four to begin with and two more for the data. Three of them have
 * begun: one buffer is left, and each wants two.
 */
public final class CrossedBatches {
  private static final int UPLOADS = 3;

  private CrossedBatches() {}

  private static void upload(Semaphore buffers, CyclicBarrier begun) throws Exception {
    buffers.acquire();
    begun.await();
    buffers.acquire(2);
    buffers.release(3);
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Semaphore buffers = new Semaphore(UPLOADS + 1);
    CyclicBarrier begun = new CyclicBarrier(UPLOADS);
    List<Thread> uploads = new ArrayList<>();
    for (int i = 0; i < UPLOADS; i++) {
      uploads.add(workers.start("upload-" + i, () -> upload(buffers, begun)));
    }
    Victim.stuckWhen(
        () -> uploads.stream().allMatch(upload -> Waits.in(upload, "Semaphore.acquire")));
  }
}
