package dev.peeps.victims.healthy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits that end some day: what is waited for is held by a timer's queue, by a selector's keys, by
 * the client of a server that takes its time, by a pool's queue. And consumers without work, pools
 * without tasks, and a main method and a thread that wait for nothing but to keep all this alive.
 * And a server that waits to be shut down.
 */
public final class HeldElsewhere {
  private HeldElsewhere() {}

  private static void timer(Workers workers) {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    CompletableFuture<String> later = new CompletableFuture<>();
    ScheduledFuture<?> due = timer.schedule(() -> later.complete("now"), 1, TimeUnit.HOURS);
    System.out.println("due in minutes: " + due.getDelay(TimeUnit.MINUTES));
    workers.start("waits-for-timer", later::join);
    CompletableFuture<String> bounded =
        new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
    workers.start("waits-for-timeout", bounded::join);
  }

  private static void selector(Workers workers) throws Exception {
    Selector selector = Selector.open();
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    CompletableFuture<String> answer = new CompletableFuture<>();
    pipe.source().register(selector, SelectionKey.OP_READ, answer);
    workers.start("selector", () -> select(selector));
    workers.start("waits-for-selector", answer::join);
  }

  @SuppressWarnings("unchecked")
  private static void select(Selector selector) throws Exception {
    while (selector.select() >= 0) {
      for (SelectionKey key : selector.selectedKeys()) {
        ((CompletableFuture<String>) key.attachment()).complete("read");
      }
    }
  }

  /** A server that answers when there is news, and a client that asks for news. */
  private static void longPoll(Workers workers) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CountDownLatch news = new CountDownLatch(1);
    server.createContext("/news", exchange -> new NewsHandler(news).handle(exchange));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    workers.start("editor", () -> publishLater(news));
    HttpClient client = HttpClient.newHttpClient();
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/news");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    workers.start(
        "waits-for-news",
        () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join());
  }

  private static void publishLater(CountDownLatch news) throws InterruptedException {
    TimeUnit.HOURS.sleep(1);
    news.countDown();
  }

  private static final class NewsHandler {
    private final CountDownLatch news;

    NewsHandler(CountDownLatch news) {
      this.news = news;
    }

    void handle(HttpExchange exchange) throws IOException {
      try {
        news.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private static void consumers(Workers workers) {
    BlockingQueue<Runnable> jobs = new ArrayBlockingQueue<>(16);
    for (String name : List.of("consumer-1", "consumer-2")) {
      workers.start(name, () -> consume(jobs));
    }
    Executors.newFixedThreadPool(2).execute(() -> System.out.println("warmed up"));
  }

  /** As servers do: a shutdown hook ends the wait, and is the only one that can. */
  private static void server(Workers workers) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    workers.start("server", stopped::await);
  }

  private static void keepAlive() {
    new Thread(HeldElsewhere::waitForEver, "keep-alive").start();
    // Through code of other classes, which starts it.
    Workers.platform().start("keep-alive-by-others", () -> new CountDownLatch(1).await());
  }

  /** Waits between two rounds of work, until it is told to stop, which it never is. */
  private static void ticker(Workers workers) {
    CountDownLatch stop = new CountDownLatch(1);
    workers.start(
        "ticker",
        () -> {
          while (!stop.await(300, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
          }
        });
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void consume(BlockingQueue<Runnable> jobs) throws InterruptedException {
    while (true) {
      jobs.take().run();
    }
  }

  public static void main(String[] args) throws Exception {
    Victim.diesWithStdin();
    Workers workers = Workers.of(args);
    timer(workers);
    selector(workers);
    longPoll(workers);
    consumers(workers);
    server(workers);
    keepAlive();
    ticker(workers);
    Thread teller = new Thread(() -> Victim.stuckWhen(() -> settled(workers)), "teller");
    teller.setDaemon(true);
    teller.start();
    new CountDownLatch(1).await();
  }

  private static boolean settled(Workers workers) {
    return workers.all().stream()
        .filter(thread -> thread.getName().startsWith("waits-for"))
        .allMatch(thread -> Waits.in(thread, "CompletableFuture.waitingGet"));
  }
}
