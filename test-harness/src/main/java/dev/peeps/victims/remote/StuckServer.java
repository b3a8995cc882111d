package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A server that has stopped to answer: who handles the request has read it and waits for a lock
 * whose holder waits for him in turn. It is stuck when a {@link StuckCaller} has asked.
 */
public final class StuckServer {
  private final ReentrantLock accounts = new ReentrantLock();
  private final ReentrantLock ledger = new ReentrantLock();
  private final CountDownLatch both = new CountDownLatch(2);

  private Object handle(Socket client) throws IOException, InterruptedException {
    int asked = client.getInputStream().read();
    ledger.lockInterruptibly();
    both.countDown();
    both.await();
    accounts.lockInterruptibly();
    client.getOutputStream().write(asked);
    return client;
  }

  private Object post() throws InterruptedException {
    accounts.lockInterruptibly();
    both.countDown();
    both.await();
    ledger.lockInterruptibly();
    return ledger;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    StuckServer bank = new StuckServer();
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      System.out.println("port " + server.getLocalPort());
      System.out.println("listening");
      Socket client = server.accept();
      workers.start("handler", () -> bank.handle(client));
      workers.start("posting", bank::post);
      Victim.stuckWhen(() -> workers.all().stream().allMatch(Waits::waiting));
      Thread.currentThread().join();
    }
  }
}
