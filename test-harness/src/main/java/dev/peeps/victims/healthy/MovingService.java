package dev.peeps.victims.healthy;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A service in which everything is slow and nothing is stuck: a client that polls a peer which
 * answers when it likes, with a consumer behind it; connections between two requests; a pipeline
 * that is full because its last stage sleeps; a pool that waits for another pool, which works; a
 * lock across calls to a peer that answers; start-up that waits for its parts.
 */
public final class MovingService {
  private static final Workers WORKERS = Workers.platform();
  private static final ReentrantLock CONNECTION = new ReentrantLock();

  private MovingService() {}

  /** Answers each byte with a byte, after so many milliseconds. */
  private static void serve(ServerSocket server, long millis) {
    WORKERS.start(
        "peer",
        () -> {
          while (true) {
            Socket client = server.accept();
            WORKERS.start("peer-connection", () -> answer(client, millis));
          }
        });
  }

  private static void answer(Socket client, long millis) throws IOException, InterruptedException {
    InputStream in = client.getInputStream();
    while (in.read() >= 0) {
      Thread.sleep(millis);
      client.getOutputStream().write(1);
    }
  }

  private static void poll(Socket peer, BlockingQueue<String> events) throws Exception {
    while (true) {
      peer.getOutputStream().write(1);
      if (peer.getInputStream().read() >= 0) {
        events.put("event");
      }
    }
  }

  private static void consume(BlockingQueue<String> events) throws InterruptedException {
    while (true) {
      events.take();
    }
  }

  /** Many threads, one connection: each in its turn asks and gets its answer. */
  private static void ask(Socket database) throws IOException, InterruptedException {
    while (true) {
      CONNECTION.lockInterruptibly();
      try {
        database.getOutputStream().write(1);
        database.getInputStream().read();
      } finally {
        CONNECTION.unlock();
      }
    }
  }

  private static void pipeline() {
    BlockingQueue<String> raw = new ArrayBlockingQueue<>(2);
    BlockingQueue<String> parsed = new LinkedBlockingQueue<>(2);
    WORKERS.start(
        "reader",
        () -> {
          while (true) {
            raw.put("line");
          }
        });
    WORKERS.start(
        "parser",
        () -> {
          while (true) {
            parsed.put(raw.take());
          }
        });
    WORKERS.start(
        "writer",
        () -> {
          while (true) {
            parsed.take();
            Thread.sleep(20);
          }
        });
  }

  private static void pools() {
    ExecutorService requests =
        Executors.newFixedThreadPool(2, work -> WORKERS.unstarted("request", work));
    ExecutorService storage =
        Executors.newFixedThreadPool(1, work -> WORKERS.unstarted("storage", work));
    for (int i = 0; i < 6; i++) {
      requests.execute(
          ((Work)
                  () -> {
                    while (true) {
                      storage.submit(MovingService::store).get();
                    }
                  })
              .orDie());
    }
  }

  private static int store() throws InterruptedException {
    Thread.sleep(5);
    return 1;
  }

  /** The main thread waits for a part that takes its time. */
  private static CountDownLatch startUp() {
    CountDownLatch ready = new CountDownLatch(1);
    WORKERS.start(
        "cache-warmer",
        () -> {
          while (ready.getCount() > 0) {
            Thread.sleep(1000);
          }
        });
    WORKERS.start("readiness-probe", ready::await);
    return ready;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Victim.diesWithStdin();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket slow = new ServerSocket(0, 10, here);
        ServerSocket quick = new ServerSocket(0, 10, here);
        Socket broker = new Socket(here, slow.getLocalPort());
        Socket database = new Socket(here, quick.getLocalPort())) {
      serve(slow, 30_000);
      serve(quick, 2);
      BlockingQueue<String> events = new LinkedBlockingQueue<>();
      WORKERS.start("long-poll", () -> poll(broker, events));
      WORKERS.start("event-handler", () -> consume(events));
      for (int i = 1; i <= 3; i++) {
        WORKERS.start("session-" + i, () -> ask(database));
      }
      pipeline();
      pools();
      CountDownLatch ready = startUp();
      Thread.sleep(300);
      System.out.println("stuck");
      Thread.currentThread().join();
      ready.countDown();
    }
  }
}
