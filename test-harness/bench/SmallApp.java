import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A small service at rest: a pool with idle workers, a consumer, a future somebody waits for, a contended lock. */
public final class SmallApp {
  public static void main(String[] args) throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    var started = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      pool.execute(started::countDown);
    }
    var queue = new LinkedBlockingQueue<String>();
    var lock = new ReentrantLock();
    var answer = new CompletableFuture<String>();
    lock.lock();
    daemon("consumer", queue::take);
    daemon("writer", () -> {
      lock.lock();
      return null;
    });
    daemon("asker", answer.thenApply(String::trim)::join);
    started.await();
    System.out.println("ready");
    System.in.read();
  }

  private static void daemon(String name, java.util.concurrent.Callable<?> work) {
    var thread = new Thread(() -> {
      try {
        work.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }, name);
    thread.setDaemon(true);
    thread.start();
  }
}
