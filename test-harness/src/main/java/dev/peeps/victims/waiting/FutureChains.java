package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * CompletableFutures that nobody completes, and threads that wait at the end of chains of them: a
 * chain of stages, all of three (one done), any of two, a timeout, a stage that should run on a
 * pool whose only worker is stuck, a composed one.
 */
public final class FutureChains {
  private final CompletableFuture<Integer> payment = new CompletableFuture<>();
  private final CompletableFuture<Integer> stock = new CompletableFuture<>();
  private final CompletableFuture<Integer> address = CompletableFuture.completedFuture(7);
  private final CountDownLatch printed = new CountDownLatch(1);
  private final List<Thread> waiting = new ArrayList<>();

  private Integer print() {
    try {
      printed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private void hang(Workers workers) {
    ExecutorService printing =
        Executors.newFixedThreadPool(1, work -> workers.unstarted("printing-1", work));
    CompletableFuture<Integer> label = CompletableFuture.supplyAsync(this::print, printing);
    CompletableFuture<Integer> invoice = CompletableFuture.supplyAsync(this::print, printing);
    CompletableFuture<String> receipt =
        payment.thenApply(paid -> paid + 1).thenApply(paid -> "paid " + paid);
    CompletableFuture<Void> shipment = CompletableFuture.allOf(payment, stock, address);
    CompletableFuture<Object> quickest = CompletableFuture.anyOf(payment, stock);
    CompletableFuture<Integer> both = payment.thenCombine(stock, Integer::sum);
    CompletableFuture<Integer> bounded =
        stock.thenApply(count -> count + 1).orTimeout(1, TimeUnit.HOURS);
    CompletableFuture<Integer> composed = address.thenCompose(found -> stock);
    CompletableFuture<Integer> queued = address.thenApplyAsync(found -> found + 1, printing);
    waiting.add(workers.start("receipt-waiter", receipt::join));
    waiting.add(workers.start("shipment-waiter", shipment::join));
    waiting.add(workers.start("quickest-waiter", quickest::join));
    waiting.add(workers.start("both-waiter", both::join));
    waiting.add(workers.start("bounded-waiter", bounded::join));
    waiting.add(workers.start("composed-waiter", composed::join));
    waiting.add(workers.start("queued-waiter", queued::join));
    waiting.add(workers.start("label-waiter", label::join));
    waiting.add(workers.start("invoice-waiter", () -> invoice.get(1, TimeUnit.HOURS)));
    Victim.stuckWhen(
        () ->
            waiting.stream()
                    .allMatch(
                        thread ->
                            Waits.in(thread, "CompletableFuture.join")
                                || Waits.in(thread, "CompletableFuture.get"))
                && workers.named("printing-1").map(Waits::waiting).orElse(false));
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    new FutureChains().hang(Workers.of(args));
  }
}
