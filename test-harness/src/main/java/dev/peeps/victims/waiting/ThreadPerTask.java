package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * A thread-per-task executor (Java 21) with three virtual threads in a CountDownLatch and {@code
 * front-end} waiting for the Future of one of them.
 */
public final class ThreadPerTask {
  private final CountDownLatch opened = new CountDownLatch(1);

  private String fetch() throws InterruptedException {
    opened.await();
    return "page";
  }

  private void hang(ExecutorService fetchers, Workers workers) {
    Future<String> first = null;
    for (int i = 0; i < 3; i++) {
      first = fetchers.submit(this::fetch);
    }
    Future<String> awaited = first;
    Thread front = Workers.platform().start("front-end", awaited::get);
    Victim.stuckWhen(
        () ->
            Waits.in(front, "FutureTask.get")
                && workers.all().size() == 3
                && Waits.allIn(workers.all(), "ThreadPerTask.fetch"));
    keep(fetchers);
  }

  // The main thread keeps the executor as a main method usually does: in its frames.
  private void keep(ExecutorService fetchers) {
    try {
      System.out.println(fetch() + fetchers.isShutdown());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The victims compile for 17, where this executor does not exist.
  private static ExecutorService threadPerTask(ThreadFactory factory) {
    try {
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no thread-per-task executor", e);
    }
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers fetchers = Workers.virtual();
    new ThreadPerTask()
        .hang(
            threadPerTask(
                work -> fetchers.unstarted("fetcher-" + (fetchers.all().size() + 1), work)),
            fetchers);
  }
}
