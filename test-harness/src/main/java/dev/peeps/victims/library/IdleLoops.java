package dev.peeps.victims.library;

import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Event loops of Netty with nothing to do but a job for tomorrow; nothing is wrong. */
public final class IdleLoops {
  private IdleLoops() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Victim.diesWithStdin();
    EventExecutor events = new DefaultEventExecutor();
    EventExecutor timers = new DefaultEventExecutor();
    Thread first = events.submit(Thread::currentThread).get();
    Thread second = timers.submit(Thread::currentThread).get();
    Future<?> tomorrow = timers.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS);
    Victim.stuckWhen(
        () ->
            !tomorrow.isDone()
                && Waits.in(first, "SingleThreadEventExecutor.takeTask")
                && Waits.in(second, "SingleThreadEventExecutor.takeTask"));
  }
}
