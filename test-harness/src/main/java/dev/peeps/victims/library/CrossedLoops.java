package dev.peeps.victims.library;

import dev.peeps.victims.Meeting;
import dev.peeps.victims.Victim;
import dev.peeps.victims.Waits;
import dev.peeps.victims.Work;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;

/**
 * Two event loops of Netty with a thread each. Orders asks Stock for what is left and Stock asks
 * Orders for what is sold, each from its own loop: both answers are queued behind the questions.
 */
public final class CrossedLoops {
  private final EventExecutor orders = new DefaultEventExecutor();
  private final EventExecutor stock = new DefaultEventExecutor();
  private final Meeting bothAsk = new Meeting(2);
  private volatile Thread asksStock;
  private volatile Thread asksOrders;

  private void left() throws InterruptedException, ExecutionException {
    asksStock = Thread.currentThread();
    bothAsk.meet();
    Future<Integer> answer = stock.submit(() -> 3);
    System.out.println(answer.get());
  }

  private void sold() throws InterruptedException, ExecutionException {
    asksOrders = Thread.currentThread();
    bothAsk.meet();
    Future<Integer> answer = orders.submit(() -> 4);
    System.out.println(answer.get());
  }

  private boolean isStuck() {
    return asksStock != null
        && asksOrders != null
        && Waits.in(asksStock, "DefaultPromise.await")
        && Waits.in(asksOrders, "DefaultPromise.await");
  }

  public static void main(String[] args) {
    Victim.diesWithStdin();
    CrossedLoops loops = new CrossedLoops();
    loops.orders.execute(((Work) loops::left).orDie());
    loops.stock.execute(((Work) loops::sold).orDie());
    Victim.stuckWhen(loops::isStuck);
  }
}
