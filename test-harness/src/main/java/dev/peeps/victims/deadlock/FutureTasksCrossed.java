package dev.peeps.victims.deadlock;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two tasks of one pool await each other: {@code importer-1} runs the customers' import, which
 * wants the orders, {@code importer-2} the orders', which wants the customers. {@code front-end}
 * waits for both.
 */
public final class FutureTasksCrossed {
  private FutureTasksCrossed() {}

  private static Integer importAfter(AtomicReference<Future<Integer>> other, Meeting meeting)
      throws Exception {
    meeting.meet();
    return other.get().get() + 1;
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    AtomicReference<Future<Integer>> customers = new AtomicReference<>();
    AtomicReference<Future<Integer>> orders = new AtomicReference<>();
    Meeting meeting = new Meeting(3);
    int[] made = new int[1];
    ExecutorService importers =
        Executors.newFixedThreadPool(2, work -> workers.unstarted("importer-" + ++made[0], work));
    FutureTask<Integer> customerImport = new FutureTask<>(() -> importAfter(orders, meeting));
    FutureTask<Integer> orderImport = new FutureTask<>(() -> importAfter(customers, meeting));
    customers.set(customerImport);
    orders.set(orderImport);
    importers.execute(customerImport);
    importers.execute(orderImport);
    Thread front =
        workers.start(
            "front-end",
            () -> {
              meeting.meet();
              System.out.println(customerImport.get());
            });
    Victim.stuckWhen(
        () ->
            Waits.in(front, "FutureTask.get")
                && Waits.allIn(workers.all(), "FutureTask.get")
                && workers.all().size() == 3);
  }
}
