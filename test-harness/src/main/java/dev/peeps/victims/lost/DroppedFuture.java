package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A loader that completes its future when all goes well, and only logs when it does not: the future
 * of a customer that cannot be found is dropped, and whoever asked for it waits for ever. The pool
 * is idle and healthy. A second one composes stages on such a future; no thread waits for those.
 */
public final class DroppedFuture {
  /** Orders that are under way; what hangs in here depends on what was dropped. */
  private static final List<CompletableFuture<String>> ORDERS = new ArrayList<>();

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  private DroppedFuture() {}

  private CompletableFuture<String> load(int customer) {
    CompletableFuture<String> loaded = new CompletableFuture<>();
    pool.execute(
        () -> {
          try {
            loaded.complete(find(customer));
          } catch (IllegalArgumentException e) {
            System.out.println("cannot load: " + e.getMessage());
          }
        });
    return loaded;
  }

  private static String find(int customer) {
    if (customer > 1) {
      throw new IllegalArgumentException("no customer " + customer);
    }
    return "customer " + customer;
  }

  private String greet(int customer) {
    return "hello, " + load(customer).join();
  }

  private void order(int customer) {
    CompletableFuture<String> loaded = load(customer);
    CompletableFuture<String> order = loaded.thenApply(name -> "order of " + name);
    synchronized (ORDERS) {
      ORDERS.add(order);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    DroppedFuture service = new DroppedFuture();
    service.greet(1);
    Thread request = workers.start("http-request", () -> service.greet(2));
    workers.start("http-order", () -> service.order(3)).join();
    Victim.stuckWhen(() -> Waits.in(request, "CompletableFuture.waitingGet"));
  }
}
