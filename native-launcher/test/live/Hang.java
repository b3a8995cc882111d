import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** A program that hangs in many ways at once, for the native library's own live test. */
public final class Hang {
  static final ReentrantLock LOCK = new ReentrantLock();
  static final Object MONITOR = new Object();
  static final CompletableFuture<Object> FUTURE = new CompletableFuture<>();
  static final CountDownLatch NEVER = new CountDownLatch(1);

  static final class SlowClass {
    static {
      await(NEVER);
    }

    static void touch() {}
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void start(String name, Runnable task) {
    Thread t = new Thread(task, name);
    t.setDaemon(true);
    t.start();
  }

  static void waitForNotify() {
    synchronized (NEVER) {
      try {
        NEVER.wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    start("owner", () -> {
      LOCK.lock();
      synchronized (MONITOR) {
        held.countDown();
        await(NEVER);
      }
    });
    held.await();
    start("lock", LOCK::lock);
    start("monitor", () -> {
      synchronized (MONITOR) {
        throw new AssertionError("the monitor is never free");
      }
    });
    start("join", () -> FUTURE.thenApply(Object::toString).join());
    start("wait", Hang::waitForNotify);
    start("initialise", SlowClass::touch);
    start("need-class", SlowClass::touch);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 4; i++) pool.submit(() -> FUTURE.get());
    if (args.length > 0) {
      Runnable[] tasks = {LOCK::lock, Hang::waitForNotify};
      for (int i = 0; i < 200; i++) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, tasks[i % 2]);
    }
    System.out.println("ready");
    System.in.read();
    System.exit(0);
  }
}
