package dev.peeps.victims.deadlock;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code checkout} holds the monitor of the Cart and joins the chain that ends at a price; {@code
 * pricing-1} computes that price (supplyAsync) and needs the monitor of the Cart.
 */
public final class FutureCompleterBlocked {
  private FutureCompleterBlocked() {}

  private static final class Cart {
    private final ExecutorService pricing;
    private int items = 3;

    Cart(ExecutorService pricing) {
      this.pricing = pricing;
    }

    synchronized int items() {
      return items;
    }

    synchronized int checkout() {
      items = 0;
      CompletableFuture<Integer> price = CompletableFuture.supplyAsync(this::items, pricing);
      return price.thenApply(net -> net * 119 / 100).join();
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    ExecutorService pricing =
        Executors.newFixedThreadPool(1, work -> workers.unstarted("pricing-1", work));
    Cart cart = new Cart(pricing);
    Thread checkout = workers.start("checkout", () -> System.out.println(cart.checkout()));
    Victim.stuckWhen(
        () ->
            Waits.in(checkout, "CompletableFuture.join")
                && workers.named("pricing-1").map(Waits::forMonitor).orElse(false));
  }
}
