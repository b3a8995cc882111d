package dev.peeps.victims.waiting;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * A producer in every queue that can be full ({@code array-producer}, …) and a consumer in every
 * empty one ({@code array-consumer}, …), each on a queue of its own.
 */
public final class Queues {
  private final Workers workers;
  private final List<Thread> stuck = new ArrayList<>();

  private Queues(Workers workers) {
    this.workers = workers;
  }

  private static final class Reminder implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(1, TimeUnit.HOURS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private void fill(String name, BlockingQueue<String> queue) throws InterruptedException {
    while (queue.remainingCapacity() > 0) {
      queue.put("order");
    }
    stuck.add(workers.start(name, () -> queue.put("one too many")));
  }

  private void drain(String name, BlockingQueue<?> queue) {
    stuck.add(workers.start(name, queue::take));
  }

  private void hang() throws InterruptedException {
    fill("array-producer", new ArrayBlockingQueue<>(3));
    fill("linked-producer", new LinkedBlockingQueue<>(4));
    fill("deque-producer", new LinkedBlockingDeque<>(5));
    fill("synchronous-producer", new SynchronousQueue<>());
    fill("fair-synchronous-producer", new SynchronousQueue<>(true));
    LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
    transfer.put("waiting already");
    stuck.add(workers.start("transfer-producer", () -> transfer.transfer("by hand")));
    drain("array-consumer", new ArrayBlockingQueue<>(3));
    drain("linked-consumer", new LinkedBlockingQueue<>());
    drain("deque-consumer", new LinkedBlockingDeque<>(5));
    drain("priority-consumer", new PriorityBlockingQueue<String>());
    drain("synchronous-consumer", new SynchronousQueue<>());
    drain("fair-synchronous-consumer", new SynchronousQueue<>(true));
    drain("transfer-consumer", new LinkedTransferQueue<>());
    DelayQueue<Reminder> reminders = new DelayQueue<>();
    reminders.put(new Reminder());
    drain("delay-consumer", reminders);
    BlockingQueue<String> polled = new LinkedBlockingQueue<>(7);
    stuck.add(workers.start("polling-consumer", () -> polled.poll(1, TimeUnit.HOURS)));
    Victim.stuckWhen(() -> stuck.stream().allMatch(Waits::waiting));
  }

  public static void main(String[] args) throws InterruptedException {
    Victim.diesWithStdin();
    new Queues(Workers.of(args)).hang();
  }
}
