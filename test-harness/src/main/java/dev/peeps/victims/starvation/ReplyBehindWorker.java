package dev.peeps.victims.starvation;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A screen asks for a page, which the only worker renders, for whom the same worker would have to
 * load a row. Both wait for replies of a library's own, in a monitor that is the library's alone:
 * what the screen waits for is known to the worker, but through other objects.
 */
public final class ReplyBehindWorker {
  private final ExecutorService pool;

  private ReplyBehindWorker(ExecutorService pool) {
    this.pool = pool;
  }

  private Reply ask(Work work) {
    Reply reply = new Reply();
    pool.execute(new Question(work, reply));
    return reply;
  }

  private void render() throws InterruptedException {
    ask(() -> {}).await();
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    ExecutorService pool =
        Executors.newFixedThreadPool(1, work -> workers.unstarted("worker", work));
    ReplyBehindWorker pages = new ReplyBehindWorker(pool);
    Thread screen = workers.start("screen", () -> pages.ask(pages::render).await());
    Victim.stuckWhen(
        () ->
            Waits.in(screen, "Reply.await")
                && workers.named("worker").filter(ReplyBehindWorker::renders).isPresent());
  }

  private static boolean renders(Thread worker) {
    return Waits.in(worker, "Reply.await");
  }

  /** What is queued: the way from it to the monitor leads over the reply. */
  private static final class Question implements Runnable {
    private final Work work;
    private final Reply reply;

    Question(Work work, Reply reply) {
      this.work = work;
      this.reply = reply;
    }

    @Override
    public void run() {
      work.orDie().run();
      reply.come();
    }
  }

  private static final class Reply {
    private final Object lock = new Object();
    private boolean here;

    void await() throws InterruptedException {
      synchronized (lock) {
        while (!here) {
          lock.wait();
        }
      }
    }

    void come() {
      synchronized (lock) {
        here = true;
        lock.notifyAll();
      }
    }
  }
}
