import java.io.File;
import java.util.List;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;

/**
 * What a heap tool takes for the same: org-netbeans-lib-profiler opens a dump and looks at every
 * CompletableFuture. Prints the seconds.
 *
 * <p>usage: VisitFutures FILE
 */
public final class VisitFutures {
  private VisitFutures() {}

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    Heap heap = HeapFactory.createHeap(new File(arguments[0]));
    List<Instance> futures =
        heap.getJavaClassByName("java.util.concurrent.CompletableFuture").getInstances();
    long pending = 0;
    for (Instance future : futures) {
      pending += future.getValueOfField("result") == null ? 1 : 0;
    }
    System.out.printf("%.3f%n%d pending%n", (System.nanoTime() - start) / 1e9, pending);
  }
}
