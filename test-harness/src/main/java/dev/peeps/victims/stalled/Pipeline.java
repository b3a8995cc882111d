package dev.peeps.victims.stalled;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import dev.peeps.victims.Workers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipeline of stages with bounded queues between them. The first argument says what is wrong:
 * {@code circle} (each of two stages sends work back to the other, and both queues are full),
 * {@code lock} (the only consumer waits for a lock that a forgotten thread holds), {@code gone}
 * (the consumer has died of a bad item).
 */
public final class Pipeline {
  private Pipeline() {}

  /** Takes from one queue and puts into another. */
  private static final class Stage implements Work {
    private final BlockingQueue<String> in;
    private final BlockingQueue<String> out;
    private final Meeting start;

    Stage(BlockingQueue<String> in, BlockingQueue<String> out, Meeting start) {
      this.in = in;
      this.out = out;
      this.start = start;
    }

    @Override
    public void run() throws InterruptedException {
      start.meet();
      while (true) {
        out.put("work");
        out.put("more work");
        handle(in.take());
      }
    }

    private void handle(String item) throws InterruptedException {
      out.put(item);
    }
  }

  /** Takes items and handles each with a lock. */
  private static final class Consumer implements Work {
    private final BlockingQueue<String> in;
    private final ReentrantLock index;
    private final boolean careful;

    Consumer(BlockingQueue<String> in, ReentrantLock index, boolean careful) {
      this.in = in;
      this.index = index;
      this.careful = careful;
    }

    @Override
    public void run() throws InterruptedException {
      while (handle(in.take())) {
        // until a bad item ends it
      }
    }

    private boolean handle(String item) throws InterruptedException {
      if (!careful && item.length() < 5) {
        return false;
      }
      index.lockInterruptibly();
      return true;
    }
  }

  private static void produce(BlockingQueue<String> out) throws InterruptedException {
    while (true) {
      out.put("item");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    Workers workers = Workers.platform();
    BlockingQueue<String> one = new ArrayBlockingQueue<>(1);
    BlockingQueue<String> other = new LinkedBlockingQueue<>(1);
    if (args[0].equals("circle")) {
      Meeting start = new Meeting(2);
      Thread parser = workers.start("parser", new Stage(one, other, start));
      Thread indexer = workers.start("indexer", new Stage(other, one, start));
      Victim.stuckWhen(() -> isPutting(parser) && isPutting(indexer));
      return;
    }
    ReentrantLock index = new ReentrantLock();
    boolean gone = args[0].equals("gone");
    Thread holder = workers.start("compaction", index::lock);
    holder.join();
    Thread consumer = workers.unstarted("index-writer", new Consumer(one, index, !gone).orDie());
    consumer.start();
    Thread producer = workers.start("crawler-1", () -> produce(one));
    Thread second = workers.start("crawler-2", () -> produce(one));
    Victim.stuckWhen(
        () ->
            isPutting(producer)
                && isPutting(second)
                && (gone ? !consumer.isAlive() : Waits.in(consumer, "Consumer.handle")));
  }

  private static boolean isPutting(Thread thread) {
    return Waits.in(thread, "ArrayBlockingQueue.put")
        || Waits.in(thread, "LinkedBlockingQueue.put");
  }
}
