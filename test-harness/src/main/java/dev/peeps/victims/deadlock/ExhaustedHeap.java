package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code importer} and {@code exporter} take two locks in opposite order, and what they no longer
 * work off fills the heap until the JVM runs out of memory.
 */
public final class ExhaustedHeap {
  private static final int PIECE = 1 << 14;

  private ExhaustedHeap() {}

  private static void takeBoth(ReentrantLock one, ReentrantLock other, Meeting meeting) {
    one.lock();
    try {
      meeting.meet();
      other.lock();
      try {
        throw new IllegalStateException("no deadlock");
      } finally {
        other.unlock();
      }
    } finally {
      one.unlock();
    }
  }

  /** How many pieces of a backlog the heap has room for. */
  private static int fill() {
    List<byte[]> backlog = new ArrayList<>();
    try {
      while (backlog.size() < Integer.MAX_VALUE) {
        backlog.add(new byte[PIECE]);
      }
      return backlog.size();
    } catch (OutOfMemoryError e) {
      int pieces = backlog.size();
      backlog.clear();
      return pieces;
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ReentrantLock source = new ReentrantLock();
    ReentrantLock target = new ReentrantLock();
    Meeting meeting = new Meeting(2);
    Thread importer = workers.start("importer", () -> takeBoth(source, target, meeting));
    Thread exporter = workers.start("exporter", () -> takeBoth(target, source, meeting));
    boolean[] full = new boolean[1];
    Victim.stuckWhen(
        () -> {
          boolean hung =
              Waits.in(importer, "ReentrantLock.lock") && Waits.in(exporter, "ReentrantLock.lock");
          full[0] = full[0] || (hung && fill() > 0);
          return full[0];
        });
  }
}
