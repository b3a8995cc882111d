package dev.peeps.victims.starvation;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A task of a Timer takes from a queue what only a later task of the same Timer puts there. */
public final class RateTimer {
  private RateTimer() {}

  private static TimerTask task(Runnable work) {
    return new TimerTask() {
      @Override
      public void run() {
        work.run();
      }
    };
  }

  private static void apply(BlockingQueue<String> rates) throws InterruptedException {
    rates.take();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Timer timer = new Timer("rate-timer");
    BlockingQueue<String> rates = new LinkedBlockingQueue<>();
    Work apply = () -> apply(rates);
    timer.schedule(task(apply.orDie()), 1);
    timer.schedule(task(() -> rates.add("1.08")), 50);
    Victim.stuckWhen(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(
                    thread ->
                        thread.getName().equals("rate-timer")
                            && Waits.in(thread, "RateTimer.apply")));
  }
}
