package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * A SubmissionPublisher with room for eight items per subscriber: {@code ticker} is blocked in
 * submit since one subscriber, on {@code delivery-…}, hangs in onNext; the other has asked for
 * nothing.
 */
public final class SlowSubscriber {
  private static final int ROOM = 8;

  private SlowSubscriber() {}

  private static final class Chart implements Flow.Subscriber<Integer> {
    private final CountDownLatch drawn = new CountDownLatch(1);
    private final long wanted;

    Chart(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (wanted > 0) {
        subscription.request(wanted);
      }
    }

    @Override
    public void onNext(Integer item) {
      try {
        drawn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onError(Throwable error) {
      // The hang would not happen: end loudly, as Work does.
      error.printStackTrace();
      Runtime.getRuntime().halt(99);
    }

    @Override
    public void onComplete() {}
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ExecutorService delivery =
        Executors.newCachedThreadPool(
            work -> workers.unstarted("delivery-" + workers.all().size(), work));
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(delivery, ROOM);
    publisher.subscribe(new Chart(Long.MAX_VALUE));
    publisher.subscribe(new Chart(0));
    Thread ticker =
        workers.start(
            "ticker",
            () -> {
              for (int i = 0; ; i++) {
                publisher.submit(i);
              }
            });
    Victim.stuckWhen(
        () ->
            Waits.in(ticker, "SubmissionPublisher.submit")
                && workers.all().stream().anyMatch(thread -> Waits.in(thread, "Chart.onNext")));
  }
}
