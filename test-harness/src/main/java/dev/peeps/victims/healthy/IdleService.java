package dev.peeps.victims.healthy;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Timer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A service at night: warm pools without work, a consumer on an empty queue, an event loop, a
 * scheduler with a job for tomorrow, a Timer, a library's own cleaner. Everything waits and nothing
 * is wrong.
 */
public final class IdleService {
  private IdleService() {}

  private static void warm(ExecutorService pool, int tasks)
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < tasks; i++) {
      pool.submit(() -> 1).get();
    }
  }

  public static void main(String[] args)
      throws InterruptedException, ExecutionException, IOException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    ExecutorService fixed =
        Executors.newFixedThreadPool(3, work -> workers.unstarted("request-worker", work));
    ExecutorService cached =
        Executors.newCachedThreadPool(work -> workers.unstarted("mail-worker", work));
    ScheduledExecutorService scheduled =
        Executors.newScheduledThreadPool(1, work -> workers.unstarted("scheduler", work));
    ForkJoinPool forkJoin = new ForkJoinPool(2);
    warm(fixed, 3);
    warm(cached, 1);
    warm(forkJoin, 4);
    var tomorrow = scheduled.schedule(() -> {}, 1, TimeUnit.DAYS);
    Timer timer = new Timer("heartbeat", true);
    LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    Thread consumer = workers.start("event-consumer", events::take);
    ReferenceQueue<Object> garbage = new ReferenceQueue<>();
    workers.start("library-cleaner", garbage::remove);
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    Thread loop = workers.start("event-loop", selector::select);
    Victim.stuckWhen(
        () ->
            Waits.in(consumer, "LinkedBlockingQueue.take")
                && Waits.inNative(loop, "SelectorImpl.select")
                && workers.all().stream().allMatch(t -> t == loop || Waits.waiting(t)));
    System.out.println(tomorrow.isDone());
    Thread.currentThread().join();
    timer.cancel();
  }
}
