import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A big heap: OBJECTS nodes, THREADS parked platform threads, PENDING futures nobody completes and as many completed ones. */
public final class Heap {
  static final class Node {
    Object left;
  }

  static Object[][] nodes;
  static CompletableFuture<?>[] pending;
  static CompletableFuture<?>[] completed;

  public static void main(String[] args) throws Exception {
    int objects = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    int futures = Integer.parseInt(args[2]);
    nodes = new Object[1000][];
    Node last = new Node();
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new Object[objects / nodes.length];
      for (int j = 0; j < nodes[i].length; j++) {
        Node n = new Node();
        n.left = last;
        nodes[i][j] = n;
        last = n;
      }
    }
    pending = new CompletableFuture<?>[futures];
    completed = new CompletableFuture<?>[futures];
    for (int i = 0; i < futures; i++) {
      pending[i] = new CompletableFuture<Object>();
      completed[i] = CompletableFuture.completedFuture(i);
    }
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    CompletableFuture<Object> future = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int kind = i % 3;
      Thread t = new Thread(() -> {
        started.countDown();
        try {
          if (kind == 0) lock.lock();
          else if (kind == 1) queue.take();
          else future.join();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }, "parked-" + i);
      t.setDaemon(true);
      t.start();
    }
    started.await();
    System.gc();
    System.out.println("ready");
    System.in.read();
  }
}
