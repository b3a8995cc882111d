import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Takes orders while prices change, and hangs: two locks, taken in two orders. */
public class OrderService {
  private final ReentrantReadWriteLock prices = new ReentrantReadWriteLock();
  private final Object ledger = new Object();
  private final CyclicBarrier busyMoment = new CyclicBarrier(2);

  String placeOrder() {
    prices.readLock().lock(); // the price must not change under the order
    try {
      meet();
      synchronized (ledger) {
        return "order booked";
      }
    } finally {
      prices.readLock().unlock();
    }
  }

  void changePrices() {
    synchronized (ledger) { // no order is booked meanwhile
      meet();
      prices.writeLock().lock();
      prices.writeLock().unlock();
    }
  }

  private void meet() {
    try {
      busyMoment.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) {
    var service = new OrderService();
    var pool = Executors.newFixedThreadPool(2);
    CompletableFuture<Void> change = CompletableFuture.runAsync(service::changePrices, pool);
    CompletableFuture<String> order = CompletableFuture.supplyAsync(service::placeOrder, pool);
    CompletableFuture<String> invoice = order.thenApply(booked -> "invoice for " + booked);
    CompletableFuture.allOf(invoice, change).join();
  }
}
