import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Works all the time: futures, a queue, a contended lock, and threads that come and go. */
public final class BusyApp {
  public static void main(String[] args) throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    var queue = new LinkedBlockingQueue<Integer>(100);
    var lock = new ReentrantLock();
    for (int worker = 0; worker < 2; worker++) {
      daemon("producer-" + worker, () -> queue.put(1));
      daemon("consumer-" + worker, queue::take);
      daemon("writer-" + worker, () -> {
        lock.lock();
        try {
          Thread.sleep(1);
        } finally {
          lock.unlock();
        }
      });
    }
    daemon("caller", () ->
        CompletableFuture.supplyAsync(() -> 1, pool).thenCombine(CompletableFuture.supplyAsync(() -> 2, pool), Integer::sum).join());
    daemon("starter", () -> {
      var thread = new Thread(() -> {}, "short-lived");
      thread.start();
      thread.join();
    });
    System.out.println("ready");
    System.in.read();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void daemon(String name, Work work) {
    var thread = new Thread(() -> {
      while (true) {
        try {
          work.run();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }, name);
    thread.setDaemon(true);
    thread.start();
  }
}
