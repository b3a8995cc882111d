package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.StructuredTaskScope;

/**
 * {@code trip-planner} joins a StructuredTaskScope with two subtasks in a CountDownLatch, one of
 * which joins a scope of its own with one subtask. Needs a preview of Java 25.
 */
public final class StructuredScopes {
  private final CountDownLatch answered = new CountDownLatch(1);
  private final List<Thread> subtasks = new CopyOnWriteArrayList<>();

  private String price(String what) throws InterruptedException {
    subtasks.add(Thread.currentThread());
    answered.await();
    return what;
  }

  private String hotel() throws InterruptedException {
    subtasks.add(Thread.currentThread());
    try (var hotels =
        StructuredTaskScope.<String, Void>open(
            StructuredTaskScope.Joiner.awaitAll(), config -> config.withName("hotels"))) {
      var room = hotels.fork(() -> price("room"));
      hotels.join();
      return room.get();
    }
  }

  private void plan() throws InterruptedException {
    try (var trip =
        StructuredTaskScope.<String, Void>open(
            StructuredTaskScope.Joiner.awaitAllSuccessfulOrThrow(),
            config -> config.withName("trip"))) {
      var flight = trip.fork(() -> price("flight"));
      var hotel = trip.fork(this::hotel);
      trip.join();
      System.out.println(flight.get() + hotel.get());
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    StructuredScopes scopes = new StructuredScopes();
    Thread planner =
        Thread.ofPlatform()
            .name("trip-planner")
            .start(
                () -> {
                  try {
                    scopes.plan();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Victim.stuckWhen(
        () ->
            Waits.in(planner, "StructuredScopes.plan")
                && scopes.subtasks.size() == 3
                && scopes.subtasks.stream().allMatch(Waits::waiting));
  }
}
