package dev.peeps.victims.remote;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A service whose sessions share one connection to a database that has stopped to answer: one waits
 * for it with the connection's lock in hand, four wait for the lock. The first argument says how
 * the connection is made: {@code socket}, {@code channel} or {@code http}.
 */
public final class SilentDatabase {
  private final ReentrantLock connection = new ReentrantLock();
  private final Query query;

  private SilentDatabase(Query query) {
    this.query = query;
  }

  private int ask() throws IOException, InterruptedException {
    connection.lockInterruptibly();
    return query.send();
  }

  private static Query query(String how, InetSocketAddress server) throws IOException {
    switch (how) {
      case "socket":
        Socket socket = new Socket(server.getAddress(), server.getPort());
        return () -> socket.getInputStream().read();
      case "channel":
        SocketChannel channel = SocketChannel.open(server);
        return () -> channel.read(ByteBuffer.allocate(1));
      default:
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String host = server.getAddress().getHostAddress();
        URI uri = URI.create("http://" + host + ":" + server.getPort() + "/balance?of=secret");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return () -> client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      SilentDatabase database = new SilentDatabase(query(args[0], address));
      Thread first = workers.start("session-1", database::ask);
      while (!database.connection.isLocked()) {
        Thread.onSpinWait();
      }
      for (int i = 2; i <= 5; i++) {
        workers.start("session-" + i, database::ask);
      }
      System.out.println("port " + server.getLocalPort());
      Victim.stuckWhen(
          () ->
              Waits.inNative(first, "SilentDatabase.ask")
                  && workers.all().stream().allMatch(t -> t == first || Waits.waiting(t))
                  && (args[0].equals("http") ? Waits.waiting(first) : isReading(first)));
      Thread.currentThread().join();
    }
  }

  private static boolean isReading(Thread thread) {
    return Waits.inNative(thread, "NioSocketImpl.read")
        || Waits.inNative(thread, "SocketChannelImpl.read");
  }

  /** One question to the database. */
  private interface Query {
    int send() throws IOException, InterruptedException;
  }
}
