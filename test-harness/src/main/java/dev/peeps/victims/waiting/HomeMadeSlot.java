package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import java.util.concurrent.locks.LockSupport;

/**
 * A library's own synchronizer, which no layout describes: {@code reader} parks on a reply slot
 * that nobody fills. Its idle {@code pump} parks on itself.
 */
public final class HomeMadeSlot {
  private volatile String reply;

  private HomeMadeSlot() {}

  private String awaitReply() {
    while (reply == null) {
      LockSupport.park(this);
    }
    return reply;
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    HomeMadeSlot slot = new HomeMadeSlot();
    Thread reader = new Thread(() -> System.out.println(slot.awaitReply()), "reader");
    Thread pump = new Pump();
    reader.setDaemon(true);
    reader.start();
    pump.start();
    Victim.stuckWhen(() -> Waits.parkedOn(reader, slot) && Waits.parkedOn(pump, pump));
  }

  /** Waits for work by parking on the thread that it is. */
  private static final class Pump extends Thread {
    Pump() {
      super("pump");
      setDaemon(true);
    }

    @Override
    public void run() {
      while (true) {
        LockSupport.park(this);
      }
    }
  }
}
