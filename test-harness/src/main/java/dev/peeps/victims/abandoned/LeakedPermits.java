package dev.peeps.victims.abandoned;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * A service that its acceptor can get at all its life: a job has ended with the permits that it had
 * taken, and another before it had said that the service is ready. The argument says which of the
 * two somebody waits for, {@code permits} or {@code latch}.
 */
public final class LeakedPermits {
  private final Semaphore connections = new Semaphore(2);
  private final CountDownLatch ready = new CountDownLatch(1);

  private LeakedPermits() {}

  private void accept(ServerSocket server) throws IOException, InterruptedException {
    while (true) {
      server.accept().close();
      connections.acquire();
      ready.countDown();
    }
  }

  private void query() throws InterruptedException {
    connections.acquire();
  }

  private void start() throws InterruptedException {
    ready.await();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    LeakedPermits service = new LeakedPermits();
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread acceptor = workers.start("acceptor", () -> service.accept(server));
    workers.start("leaker", () -> service.connections.acquire(2)).join();
    boolean permits = args[0].equals("permits");
    Thread waiter = workers.start("waiter", permits ? service::query : service::start);
    Victim.stuckWhen(
        () ->
            Waits.inNative(acceptor, "ServerSocket.accept")
                && Waits.in(waiter, permits ? "Semaphore.acquire" : "CountDownLatch.await"));
  }
}
