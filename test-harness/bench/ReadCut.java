import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a cut or a heap dump as a command does, in a JVM that has just started, and prints what that
 * took: wall and processor time, and the memory that the heap keeps.
 *
 * <p>usage: ReadCut FILE
 */
public final class ReadCut {
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long before = used();
    long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Heap heap = HprofReader.read(file);
    long wall = System.nanoTime() - start;
    processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor;
    long kept = used() - before;
    System.out.printf(
        "file %.1f MB, %,d threads: wall %.0f ms, processor %.0f ms, keeps %.1f MB%n",
        Files.size(file) / 1e6, heap.threads().size(), wall / 1e6, processor / 1e6, kept / 1e6);
    heap.notices().forEach(System.out::println);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
