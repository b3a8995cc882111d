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
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client whose responses come through another thread: a session waits for its future with a lock
 * in hand, another for the lock, and the server has stopped to answer. The first argument says who
 * receives: {@code http} the JDK's client, {@code selector} a loop of its own, {@code reader} a
 * thread that reads the connection of all, {@code channel} one of the JDK's for asynchronous
 * channels. With {@code alone} behind it there is one session and no other: as healthy as a client
 * that waits for a long poll. With {@code listener} behind it an idle thread knows the client, too.
 * With {@code limited} behind it the session would give up after an hour.
 */
public final class AsyncClient {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();
  private final Call call;
  private final boolean limited;

  private AsyncClient(String how, InetSocketAddress server, boolean limited) throws Exception {
    this.limited = limited;
    switch (how) {
      case "http":
        this.call = http(server);
        break;
      case "selector":
        this.call = selector(server);
        break;
      case "channel":
        this.call = channel(server);
        break;
      default:
        this.call = reader(server);
        break;
    }
  }

  private static Call channel(InetSocketAddress server) throws Exception {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    channel.connect(server).get();
    channel.write(ByteBuffer.wrap(new byte[] {7})).get();
    return () -> channel.read(ByteBuffer.allocate(1));
  }

  private static Call http(InetSocketAddress server) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/balance");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private Call selector(InetSocketAddress server) throws IOException {
    Selector selector = Selector.open();
    SocketChannel channel = SocketChannel.open(server);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    daemon("loop", () -> receive(selector));
    return () -> {
      CompletableFuture<Object> response = ask();
      channel.write(ByteBuffer.wrap(new byte[] {7}));
      return response;
    };
  }

  private void receive(Selector selector) throws IOException {
    while (selector.isOpen()) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        if (((SocketChannel) key.channel()).read(bytes) < 0) {
          key.cancel();
        } else {
          pending.remove((int) bytes.get(0)).complete(bytes);
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private Call reader(InetSocketAddress server) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    daemon("reader", () -> receive(socket));
    return () -> {
      CompletableFuture<Object> response = ask();
      socket.getOutputStream().write(7);
      return response;
    };
  }

  private void receive(Socket socket) throws IOException {
    for (int next = socket.getInputStream().read(); next >= 0; ) {
      pending.remove(next).complete(next);
      next = socket.getInputStream().read();
    }
  }

  private CompletableFuture<Object> ask() {
    CompletableFuture<Object> response = new CompletableFuture<>();
    pending.put(7, response);
    return response;
  }

  private static void daemon(String name, Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void listen(AsyncClient client) {
    Listener listener = new Listener(client);
    listener.start();
    while (!Waits.in(listener, "LinkedBlockingQueue.take")) {
      Thread.onSpinWait(); // until it is idle it might bring anything
    }
  }

  private Object session() throws Exception {
    lock.lockInterruptibly();
    Future<?> response = call.send();
    return limited ? response.get(1, TimeUnit.HOURS) : response.get();
  }

  public static void main(String[] args) throws Exception {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    AsyncClient client =
        new AsyncClient(
            args[0],
            new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
            args.length > 1 && args[1].equals("limited"));
    Thread first = workers.start("session-1", client::session);
    while (!client.lock.isLocked()) {
      Thread.onSpinWait();
    }
    if (args.length == 1 || !args[1].equals("alone")) {
      workers.start("session-2", client::session);
    }
    if (args.length > 1 && args[1].equals("listener")) {
      listen(client);
    }
    System.out.println("port " + server.getLocalPort());
    String frame = args[0].equals("channel") ? "PendingFuture.get" : "CompletableFuture.get";
    Victim.stuckWhen(
        () -> workers.all().stream().allMatch(Waits::waiting) && Waits.in(first, frame));
    Thread.currentThread().join();
  }

  /**
   * Hands out what the server says unasked; idle. A thread of a class of its own knows its client
   * even where no frame does.
   */
  private static final class Listener extends Thread {
    private final AsyncClient client;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    Listener(AsyncClient client) {
      super("listener");
      this.client = client;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (client.pending.size() < Integer.MAX_VALUE) {
          events.take();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One question to the server. */
  private interface Call {
    Future<?> send() throws Exception;
  }

  private interface Loop {
    void run() throws IOException;
  }
}
