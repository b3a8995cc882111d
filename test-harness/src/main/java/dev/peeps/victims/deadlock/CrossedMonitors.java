package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;

/**
 * Two threads take two monitors in opposite order: {@code order-writer} has the Ledger and wants
 * the Inventory, {@code auditor} the other way round; {@code report} is an innocent third who wants
 * the Ledger.
 */
public final class CrossedMonitors {
  private static final Meeting ALL_THERE = new Meeting(3);

  private CrossedMonitors() {}

  private static final class Ledger {
    private long posted;

    synchronized void post(Inventory inventory) {
      ALL_THERE.meet();
      inventory.reserve();
      posted++;
    }

    synchronized long total() {
      return posted;
    }
  }

  private static final class Inventory {
    private long reserved;

    synchronized boolean audit(Ledger ledger) {
      ALL_THERE.meet();
      return reserved == ledger.total();
    }

    synchronized void reserve() {
      reserved++;
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Ledger ledger = new Ledger();
    Inventory inventory = new Inventory();
    Thread writer = workers.start("order-writer", () -> ledger.post(inventory));
    Thread auditor = workers.start("auditor", () -> inventory.audit(ledger));
    Thread report =
        workers.start(
            "report",
            () -> {
              ALL_THERE.meet();
              System.out.println(ledger.total());
            });
    Victim.stuckWhen(
        () -> Waits.forMonitor(writer) && Waits.forMonitor(auditor) && Waits.forMonitor(report));
  }
}
