import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.layout.Layouts;
import java.nio.file.Path;

/**
 * Reads a heap dump with the built-in layouts and prints the seconds that it took.
 *
 * <p>usage: ReadDump FILE
 */
public final class ReadDump {
  private ReadDump() {}

  public static void main(String[] arguments) throws Exception {
    String plan = Layouts.builtIn().plan();
    long start = System.nanoTime();
    Heap heap = HprofReader.read(Path.of(arguments[0]), plan, ReadOptions.defaults());
    System.out.printf("%.3f%n", (System.nanoTime() - start) / 1e9);
    System.out.println(heap.info().facts() + " " + heap.notices());
  }
}
