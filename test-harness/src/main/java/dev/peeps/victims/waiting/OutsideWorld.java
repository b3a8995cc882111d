package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for something outside the JVM or for time: a peer that never answers, one that
 * never accepts, a child process, a selector, sleep, join. Prints {@code port NAME NUMBER} for what
 * it listens on.
 */
public final class OutsideWorld {
  private static final int CONNECT_MILLIS = 200;
  private final Workers workers;
  private final Map<Thread, String> expected = new LinkedHashMap<>();
  private final List<Object> kept = new ArrayList<>();

  private OutsideWorld(Workers workers) {
    this.workers = workers;
  }

  private Thread start(String name, String frame, Work work) {
    Thread thread = workers.start(name, work);
    expected.put(thread, frame);
    return thread;
  }

  private <T> T keep(T resource) {
    kept.add(resource);
    return resource;
  }

  private void sockets() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    ServerSocket silent = keep(new ServerSocket(0, 50, here));
    System.out.println("port silent " + silent.getLocalPort());
    Socket bank = keep(new Socket(here, silent.getLocalPort()));
    start("bank-reader", "SocketInputStream.read", () -> bank.getInputStream().read());
    SocketChannel feed = keep(SocketChannel.open(silent.getLocalSocketAddress()));
    start("feed-reader", "SocketChannelImpl.read", () -> feed.read(ByteBuffer.allocate(16)));
    ServerSocket admin = keep(new ServerSocket(0, 50, here));
    System.out.println("port admin " + admin.getLocalPort());
    start("admin-acceptor", "ServerSocket.accept", admin::accept);
    ServerSocketChannel web = keep(ServerSocketChannel.open());
    web.bind(new InetSocketAddress(here, 0));
    start("web-acceptor", "ServerSocketChannelImpl.accept", web::accept);
    DatagramSocket metrics = keep(new DatagramSocket(0, here));
    start(
        "metrics-receiver",
        "DatagramSocket.receive",
        () -> metrics.receive(new DatagramPacket(new byte[16], 16)));
    Pipe pipe = keep(Pipe.open());
    start(
        "pipe-reader", "SourceChannelImpl.read", () -> pipe.source().read(ByteBuffer.allocate(1)));
  }

  // A listener whose backlog is full lets a further connect wait: the kernel drops its SYN.
  private void connect() throws IOException {
    ServerSocket full = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    System.out.println("port full " + full.getLocalPort());
    while (accepts(full)) {
      // one more place of its backlog is taken
    }
    Socket socket = keep(new Socket());
    start(
        "billing-connector", "Socket.connect", () -> socket.connect(full.getLocalSocketAddress()));
  }

  private boolean accepts(ServerSocket server) throws IOException {
    try {
      keep(new Socket()).connect(server.getLocalSocketAddress(), CONNECT_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private void selector() throws IOException {
    Selector selector = keep(Selector.open());
    ServerSocketChannel listener = keep(ServerSocketChannel.open());
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    start("event-loop", "SelectorImpl.select", selector::select);
  }

  private void process() throws IOException {
    Process child = keep(new ProcessBuilder("cat").start());
    start("child-waiter", "ProcessImpl.waitFor", child::waitFor);
    start("child-reader", "FileInputStream.read", () -> child.getInputStream().read());
  }

  private void time() {
    Thread sleeper =
        start("sleeper", "Thread.sleep", () -> Thread.sleep(TimeUnit.HOURS.toMillis(1)));
    start("joiner", "Thread.join", sleeper::join);
    start("patient-joiner", "Thread.join", () -> sleeper.join(TimeUnit.HOURS.toMillis(1)));
    start(
        "parker",
        "LockSupport.park",
        () -> {
          while (!kept.isEmpty()) { // who runs has it: a listener that is collected is closed
            LockSupport.park();
          }
        });
  }

  private boolean stuck() {
    return expected.entrySet().stream()
        .allMatch(entry -> Waits.inNative(entry.getKey(), entry.getValue()));
  }

  public static void main(String[] args) throws IOException {
    Victim.diesWithStdin();
    OutsideWorld world = new OutsideWorld(Workers.of(args));
    world.sockets();
    world.connect();
    world.selector();
    world.process();
    world.time();
    Victim.stuckWhen(world::stuck);
  }
}
