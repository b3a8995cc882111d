import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.Deflater;

/**
 * A busy program, threads of which start and end all the time, one of which somebody has suspended. Each line of its input asks whether
 * everybody goes on but that one: it answers "all is well", or what is not.
 */
public final class Churn {
  static final int BUSY = 3;
  static final AtomicLongArray COUNTS = new AtomicLongArray(BUSY + 2); // the last but one: threads that ended; the last: the suspended one's

  static Thread start(Runnable task) {
    Thread t = new Thread(task);
    t.setDaemon(true);
    t.start();
    return t;
  }

  /** As many at once as there are in the array, so that memory does not grow with a busy machine. */
  static void startAndEnd(Thread[] some) {
    for (int i = 0; i < some.length; i++) some[i] = start(() -> COUNTS.incrementAndGet(BUSY));
    try {
      for (Thread t : some) t.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Works on arrays of Java from native code, where a collection has to wait. */
  static void pack() {
    byte[] from = new byte[100_000], to = new byte[100_000];
    Deflater deflater = new Deflater();
    deflater.setInput(from);
    deflater.finish();
    deflater.deflate(to);
    deflater.end();
  }

  static String moves(int i, long before) throws InterruptedException {
    for (int tries = 0; tries < 1000; tries++) {
      if (COUNTS.get(i) > before) return null;
      Thread.sleep(10);
    }
    return "counter " + i + " stands still";
  }

  static String look(Thread stopped, long at) throws InterruptedException {
    for (int i = 0; i <= BUSY; i++) {
      String problem = moves(i, COUNTS.get(i));
      if (problem != null) return problem;
    }
    return stopped != null && COUNTS.get(BUSY + 1) != at ? "the suspended thread has gone on" : "all is well";
  }

  /** Null where this JDK can suspend nobody. */
  static Thread suspended(CountDownLatch started) throws InterruptedException {
    Thread t = new Thread(() -> {
      started.countDown();
      while (true) COUNTS.incrementAndGet(BUSY + 1);
    });
    t.setDaemon(true);
    t.start();
    started.await();
    try {
      Thread.class.getMethod("suspend").invoke(t);
      return t;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < BUSY; i++) {
      int number = i;
      start(() -> {
        while (true) {
          pack();
          COUNTS.incrementAndGet(number);
        }
      });
    }
    start(() -> {
      while (true) startAndEnd(new Thread[100]);
    });
    Thread stopped = suspended(new CountDownLatch(1));
    long at = COUNTS.get(BUSY + 1);
    System.out.println("ready");
    while (System.in.read() == '\n') System.out.println(look(stopped, at));
    System.exit(0);
  }
}
