import java.util.concurrent.locks.ReentrantLock;

/** Requests that have gone through many filters and all wait for one lock. Arguments: requests, filters. */
public final class DeepApp {
  private DeepApp() {}

  private static void filter(int filtersLeft, ReentrantLock accounts) {
    if (filtersLeft == 0) {
      accounts.lock();
    } else {
      filter(filtersLeft - 1, accounts);
    }
  }

  public static void main(String[] args) throws Exception {
    int requests = Integer.parseInt(args[0]);
    int filters = Integer.parseInt(args[1]);
    ReentrantLock accounts = new ReentrantLock();
    accounts.lock();
    for (int i = 0; i < requests; i++) {
      Thread request = new Thread(() -> filter(filters, accounts), "request-" + i);
      request.setDaemon(true);
      request.start();
    }
    while (accounts.getQueueLength() < requests) {
      Thread.onSpinWait();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // ends with whoever started it
    }
  }
}
