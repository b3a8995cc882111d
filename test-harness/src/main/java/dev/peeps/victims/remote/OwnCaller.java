package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server that calls itself. The argument says what is in the way: {@code pool} (both workers wait
 * for what is queued for them), {@code lock} (who asks has the lock that who answers wants) or
 * {@code accept} (who accepts connections asks himself).
 */
public final class OwnCaller {
  private static final int OUTER = 'o';
  private static final int INNER = 'i';

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ThreadPoolExecutor pool =
      (ThreadPoolExecutor) Executors.newFixedThreadPool(2, OwnCaller::worker);
  private final ReentrantLock accounts = new ReentrantLock();
  private final CyclicBarrier both = new CyclicBarrier(2);
  private final Workers workers = Workers.platform();
  private Thread reader;

  private OwnCaller() throws IOException {}

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "worker");
    thread.setDaemon(true);
    return thread;
  }

  private int ask(int what) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      client.getOutputStream().write(what);
      return client.getInputStream().read();
    }
  }

  private void handle(Socket client) {
    try (client) {
      if (client.getInputStream().read() == OUTER) {
        both.await();
        ask(INNER);
      }
      client.getOutputStream().write(1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Object acceptForPool() throws IOException {
    while (true) {
      Socket client = server.accept();
      pool.execute(() -> handle(client));
    }
  }

  private Object acceptAndAsk() throws IOException {
    try (Socket client = server.accept()) {
      return client.getInputStream().read() + ask(INNER);
    }
  }

  private Object answerLocked() throws IOException, InterruptedException {
    try (Socket client = server.accept()) {
      int asked = client.getInputStream().read();
      accounts.lockInterruptibly();
      client.getOutputStream().write(asked);
      return client;
    }
  }

  private Object askLocked() throws IOException, InterruptedException {
    accounts.lockInterruptibly();
    try {
      return ask(INNER);
    } finally {
      accounts.unlock();
    }
  }

  private boolean isStuck(String way) {
    switch (way) {
      case "pool":
        return both.getNumberWaiting() == 0
            && Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("worker"))
                    .filter(thread -> Waits.inNative(thread, "OwnCaller.ask"))
                    .filter(thread -> Waits.inNative(thread, "NioSocketImpl.read"))
                    .count()
                == 2
            && pool.getQueue().size() == 2;
      case "lock":
        return accounts.hasQueuedThreads() && Waits.inNative(reader, "NioSocketImpl.read");
      default:
        return Waits.inNative(reader, "OwnCaller.acceptAndAsk")
            && Waits.inNative(reader, "NioSocketImpl.read")
            && Waits.inNative(reader, "OwnCaller.ask");
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    OwnCaller caller = new OwnCaller();
    switch (args[0]) {
      case "pool":
        caller.workers.start("acceptor", caller::acceptForPool);
        caller.workers.start("client-1", () -> caller.ask(OUTER));
        caller.workers.start("client-2", () -> caller.ask(OUTER));
        break;
      case "lock":
        caller.reader = caller.workers.start("updater", caller::askLocked);
        while (!caller.accounts.isLocked()) {
          Thread.onSpinWait();
        }
        caller.workers.start("handler", caller::answerLocked);
        break;
      default:
        caller.reader = caller.workers.start("acceptor", caller::acceptAndAsk);
        caller.workers.start("client-1", () -> caller.ask(OUTER));
        break;
    }
    Victim.stuckWhen(() -> caller.isStuck(args[0]));
    Thread.currentThread().join();
  }
}
