package dev.peeps.victims.starvation;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** A task of a Timer waits for what a later task of the same Timer is to do. */
public final class MailTimer {
  private MailTimer() {}

  private static TimerTask task(Runnable work) {
    return new TimerTask() {
      @Override
      public void run() {
        work.run();
      }
    };
  }

  private static void send(CountDownLatch connected) throws InterruptedException {
    connected.await();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Timer timer = new Timer("mail-timer");
    CountDownLatch connected = new CountDownLatch(1);
    Work send = () -> send(connected);
    timer.schedule(task(send.orDie()), 1);
    timer.schedule(task(connected::countDown), 50);
    Victim.stuckWhen(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .anyMatch(
                    thread ->
                        thread.getName().equals("mail-timer")
                            && Waits.in(thread, "MailTimer.send")));
  }
}
