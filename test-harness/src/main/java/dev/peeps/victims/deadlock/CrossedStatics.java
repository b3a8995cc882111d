package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;

/**
 * Two classes whose static synchronized methods call each other's. The monitors are those of the
 * classes themselves, to which no variable of these frames refers.
 */
public final class CrossedStatics {
  private static final Meeting BOTH_THERE = new Meeting(2);

  private CrossedStatics() {}

  private static final class Prices {
    private static long quotes;

    static synchronized void quote() {
      BOTH_THERE.meet();
      quotes += Stocks.level();
    }

    static synchronized long current() {
      return quotes;
    }
  }

  private static final class Stocks {
    private static long booked;

    static synchronized void book() {
      BOTH_THERE.meet();
      booked += Prices.current();
    }

    static synchronized long level() {
      return booked;
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    Thread shop = workers.start("shop", Prices::quote);
    Thread store = workers.start("store", Stocks::book);
    Victim.stuckWhen(() -> Waits.forMonitor(shop) && Waits.forMonitor(store));
  }
}
