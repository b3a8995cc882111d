package dev.peeps.victims.starvation;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A reporting service renders each report as a task, and the pages of a report as tasks of the same
 * pool. With as many reports at once as there are workers, every worker waits for a page and no
 * worker is left to render one. The first argument says what pool it is: {@code fixed}, {@code
 * single}, {@code scheduled}, {@code bounded}, {@code deque}, {@code stages} (pages are
 * CompletableFutures) or {@code fork-join}.
 */
public final class PagesOfReports {
  private final ExecutorService pool;
  private final Meeting allStarted;
  private final boolean stages;

  private PagesOfReports(ExecutorService pool, int workers, boolean stages) {
    this.pool = pool;
    this.allStarted = new Meeting(workers);
    this.stages = stages;
  }

  private String render(String report) throws InterruptedException, ExecutionException {
    allStarted.meet();
    return page(report).get();
  }

  private Future<String> page(String report) {
    if (stages) {
      return CompletableFuture.supplyAsync(() -> report + " page 1", pool);
    }
    FutureTask<String> page = new Page(report);
    pool.execute(page);
    return page;
  }

  private static ExecutorService pool(String kind, ThreadFactory threads) {
    switch (kind) {
      case "single":
        return Executors.newSingleThreadExecutor(threads);
      case "scheduled":
        return Executors.newScheduledThreadPool(2, threads);
      case "bounded":
        return of(new ArrayBlockingQueue<>(100), threads);
      case "deque":
        return of(new LinkedBlockingDeque<>(), threads);
      case "priority":
        return of(new PriorityBlockingQueue<>(), threads);
      case "fork-join":
        return new ForkJoinPool(2);
      default:
        return Executors.newFixedThreadPool(2, threads);
    }
  }

  private static ExecutorService of(BlockingQueue<Runnable> queue, ThreadFactory threads) {
    return new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, queue, threads);
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    int size = args[0].equals("single") ? 1 : 2;
    ExecutorService pool = pool(args[0], work -> workers.unstarted("report-worker", work));
    PagesOfReports service = new PagesOfReports(pool, size, args[0].equals("stages"));
    List<Future<String>> reports =
        size == 1
            ? List.of(pool.submit(() -> service.render("sales")))
            : List.of(
                pool.submit(() -> service.render("sales")),
                pool.submit(() -> service.render("stock")));
    Thread request = workers.start("http-request", () -> reports.get(0).get());
    Victim.stuckWhen(
        () ->
            Waits.waiting(request)
                && Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> Waits.in(thread, "PagesOfReports.render"))
                        .filter(thread -> !Waits.in(thread, "Meeting.meet"))
                        .count()
                    == size);
  }

  /** A page that a worker renders when it comes to it. */
  private static final class Page extends FutureTask<String> implements Comparable<Page> {
    Page(String report) {
      super(() -> report + " page 1");
    }

    @Override
    public int compareTo(Page other) {
      return 0;
    }
  }
}
