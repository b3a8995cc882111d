import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Waits;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Finds the deadlocks of a graph of TASKS tasks, half as many locks, and three edges a task, and prints
 * what building the graph, finding, and counting who waits behind whom took.
 *
 * <p>usage: WaitGraph SHAPE TASKS, with SHAPE one of
 *
 * <ul>
 *   <li>{@code free}: nothing is stuck, every wait has to be followed to its end
 *   <li>{@code behind}: two threads deadlock, and all others wait behind them, through choices too
 *   <li>{@code knot}: everything is one knot
 *   <li>{@code pairs}: every four tasks are a deadlock of their own
 * </ul>
 */
public final class WaitGraph {
  private static final Random RANDOM = new Random(1);

  public static void main(String[] arguments) {
    int tasks = Integer.parseInt(arguments[1]);
    Clock clock = new Clock();
    Graph graph = graph(arguments[0], tasks);
    System.out.println("build " + clock.lap());
    List<Finding> findings = Findings.standard().find(graph);
    System.out.println("find " + clock.lap());
    int behind = new Waits(graph).blockedBehind("7/thread-0");
    System.out.println("waits " + clock.lap());
    int heaviest = findings.isEmpty() ? 0 : findings.get(0).tasks().size();
    System.out.println("edges " + graph.edges().size());
    System.out.println("findings " + findings.size() + " of up to " + heaviest + " tasks");
    System.out.println("behind the first task " + behind);
  }

  /** Wall time and the thread's own processor time; the difference is mostly garbage collection. */
  private static final class Clock {
    private long wall = System.nanoTime();
    private long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    String lap() {
      long lastWall = wall;
      long lastProcessor = processor;
      wall = System.nanoTime();
      processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      return (wall - lastWall) / 1_000_000 + " ms, processor "
          + (processor - lastProcessor) / 1_000_000 + " ms";
    }
  }

  private static Graph graph(String shape, int tasks) {
    Graph.Builder graph = new Graph.Builder();
    graph.process(new ProcessInfo("7", 7, "Bench", Map.of(), true));
    List<String> stack = List.of("jdk.internal.misc.Unsafe.park(Native Method)", "app.A.run(A.java:1)");
    String[] ids = new String[tasks];
    String[] locks = new String[tasks / 2];
    for (int i = 0; i < tasks; i++) {
      Entity task =
          new EntityBuilder("7/thread-" + i, "7", EntityKind.VIRTUAL_THREAD)
              .type("java.lang.VirtualThread")
              .state("WAITING")
              .attribute("tid", (long) i)
              .stack(stack)
              .build();
      ids[i] = task.id();
      graph.entity(task);
    }
    for (int i = 0; i < locks.length; i++) {
      Entity lock =
          new EntityBuilder("7/lock-" + Integer.toHexString(i), "7", EntityKind.LOCK)
              .type("java.util.concurrent.locks.ReentrantLock")
              .build();
      locks[i] = lock.id();
      graph.entity(lock);
    }
    for (int i = 0; i < tasks; i++) {
      int lock = i / 2;
      switch (shape) {
        case "pairs":
          int four = i / 4 * 4;
          add(graph, ids[i], locks[(i / 2 ^ 1) % locks.length], EdgeKind.NEEDS, null);
          add(graph, locks[lock], ids[i], EdgeKind.HELD_BY, null);
          add(graph, ids[i], ids[four + (i + 1) % 4], EdgeKind.NEEDS, null);
          break;
        case "knot":
          add(graph, ids[i], locks[RANDOM.nextInt(locks.length)], EdgeKind.NEEDS, null);
          add(graph, ids[i], ids[(i + 1) % tasks], EdgeKind.NEEDS, null);
          add(graph, locks[lock], ids[i], EdgeKind.HELD_BY, "any");
          break;
        default:
          boolean root = i < 4;
          if (!root) {
            add(graph, ids[i], locks[RANDOM.nextInt(Math.max(1, lock))], EdgeKind.NEEDS, null);
            add(graph, ids[i], ids[RANDOM.nextInt(i)], EdgeKind.NEEDS, "any");
          }
          add(graph, locks[lock], ids[i], EdgeKind.HELD_BY, null);
          if (root && shape.equals("behind")) {
            add(graph, ids[i], locks[lock ^ 1], EdgeKind.NEEDS, null);
          }
      }
    }
    return graph.build();
  }

  private static void add(Graph.Builder graph, String from, String to, EdgeKind kind, String choice) {
    graph.edge(new Edge(from, to, kind, Evidence.EXACT, "", choice, false));
  }
}
