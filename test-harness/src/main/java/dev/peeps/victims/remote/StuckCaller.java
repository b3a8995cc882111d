package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client of a {@link StuckServer}, whose port is the argument: one waits for the answer with the
 * connection's lock in hand, another for the lock.
 */
public final class StuckCaller {
  private final ReentrantLock connection = new ReentrantLock();
  private final Socket server;

  private StuckCaller(Socket server) {
    this.server = server;
  }

  private Object ask() throws IOException, InterruptedException {
    connection.lockInterruptibly();
    server.getOutputStream().write(1);
    return server.getInputStream().read();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    int port = Integer.parseInt(args[0]);
    StuckCaller caller = new StuckCaller(new Socket(InetAddress.getLoopbackAddress(), port));
    Thread first = workers.start("caller-1", caller::ask);
    while (!caller.connection.isLocked()) {
      Thread.onSpinWait();
    }
    Thread second = workers.start("caller-2", caller::ask);
    Victim.stuckWhen(() -> Waits.inNative(first, "NioSocketImpl.read") && Waits.waiting(second));
    Thread.currentThread().join();
  }
}
