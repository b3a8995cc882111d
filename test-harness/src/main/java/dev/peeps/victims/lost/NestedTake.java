package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;

/**
 * A pool of connections that is a queue of those that are free. Each order has one and takes a
 * second one for its audit, so that with as many orders as connections nobody ever puts one back.
 * With the argument {@code clock} something else goes on in the program.
 */
public final class NestedTake {
  private static final int CONNECTIONS = 2;

  private NestedTake() {}

  private static void order(BlockingQueue<Object> free, CyclicBarrier begun) throws Exception {
    Object connection = free.take();
    begun.await();
    audit(free);
    free.put(connection);
  }

  private static void audit(BlockingQueue<Object> free) throws InterruptedException {
    free.put(free.take());
  }

  private static void tick() throws InterruptedException {
    while (!Thread.interrupted()) {
      Thread.sleep(20);
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    BlockingQueue<Object> free = new ArrayBlockingQueue<>(CONNECTIONS);
    CyclicBarrier begun = new CyclicBarrier(CONNECTIONS);
    List<Thread> orders = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      free.add(new Object());
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      orders.add(workers.start("order-" + i, () -> order(free, begun)));
    }
    if (List.of(args).contains("clock")) {
      workers.start("clock", NestedTake::tick);
    }
    Victim.stuckWhen(
        () ->
            orders.stream()
                .allMatch(
                    order ->
                        Waits.in(order, "NestedTake.audit")
                            && Waits.in(order, "ArrayBlockingQueue.take")));
  }
}
