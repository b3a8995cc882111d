package dev.peeps.victims.lost;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CompletableFuture;

/**
 * Two services each of which answers only when it has the other's answer. Nothing in a future says
 * who will complete it: that each is the other's only completer stands on the two stacks alone.
 */
public final class CrossedFutures {
  private CrossedFutures() {}

  private static void answer(CompletableFuture<String> mine, CompletableFuture<String> others) {
    mine.complete("mine, after " + others.join());
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    CompletableFuture<String> price = new CompletableFuture<>();
    CompletableFuture<String> stock = new CompletableFuture<>();
    Thread pricing = workers.start("pricing", () -> answer(price, stock));
    Thread stocks = workers.start("stocks", () -> answer(stock, price));
    workers.start("shop", () -> price.thenApply(String::length).join());
    Victim.stuckWhen(
        () ->
            Waits.in(pricing, "CompletableFuture.waitingGet")
                && Waits.in(stocks, "CompletableFuture.waitingGet"));
  }
}
