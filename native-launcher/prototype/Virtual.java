import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** THREADS virtual threads, parked in a lock, in a queue and in futures of their own. */
public final class Virtual {
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    CountDownLatch started = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int kind = i % 3;
      Thread.ofVirtual().name("virtual-" + i).start(() -> {
        started.countDown();
        try {
          if (kind == 0) lock.lock();
          else if (kind == 1) queue.take();
          else new CompletableFuture<Object>().join();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      });
    }
    started.await();
    System.gc();
    System.out.println("ready");
    System.in.read();
    Reference.reachabilityFence(lock); // a root for the narrow walk
    Reference.reachabilityFence(queue);
  }
}
