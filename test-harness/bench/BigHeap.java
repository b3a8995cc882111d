import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Writes a heap dump of eight objects an order, in which one thread waits for a lost future. */
public final class BigHeap {
  private static final int ITEMS = 3;
  private static final int NEAR = 1000;

  static final class Order {
    Order next;
    Item[] items = new Item[ITEMS];
    long id;
  }

  static final class Item {
    Order order;
    Integer number;
    Item twin;
  }

  private static Order head;

  private BigHeap() {}

  private static void fill(int orders) {
    Random random = new Random(1);
    Order[] near = new Order[NEAR];
    for (int id = 0; id < orders; id++) {
      Order order = new Order();
      order.id = id;
      order.next = head;
      head = order;
      near[random.nextInt(NEAR)] = order;
      for (int i = 0; i < ITEMS; i++) {
        Item item = new Item();
        item.order = near[random.nextInt(NEAR)];
        item.number = id * ITEMS + i;
        item.twin = i > 0 ? order.items[i - 1] : null;
        order.items[i] = item;
      }
    }
  }

  private static void lose() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread waiter = new Thread(answer::join, "waiter");
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  public static void main(String[] args) throws Exception {
    fill(Integer.parseInt(args[0]));
    lose();
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[1], false);
    Runtime.getRuntime().halt(0);
  }
}
