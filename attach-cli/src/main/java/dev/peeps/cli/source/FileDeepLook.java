package dev.peeps.cli.source;

import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.file.DumpSize;
import dev.peeps.cli.file.ReadingProgress;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.WholeHeap;
import dev.peeps.layout.DeepLook;
import java.nio.file.Path;

/** The whole heap in a heap dump, read when {@code --deep} says so or when that costs little. */
final class FileDeepLook implements DeepLook {
  /** Unpacked. Up to here it takes a second or two, and less memory than the command has. */
  private static final long CHEAP_BYTES = 400L << 20;

  /** Measured (docs/BENCHMARKS.md): bytes of the file in a second, and in a byte of tables. */
  private static final long BYTES_PER_SECOND = 100L << 20;

  private static final int BYTES_PER_BYTE = 2;
  private static final long GIGA = 1L << 30;

  private final Path file;
  private final Deep deep;
  private final Watch watch;
  private final String shown;
  private DumpSize size;

  /**
   * @param shown the file for a person
   */
  FileDeepLook(Path file, Deep deep, Watch watch, String shown) {
    this.file = file;
    this.deep = deep;
    this.watch = watch;
    this.shown = shown;
  }

  @Override
  public boolean isAllowed() {
    return deep == Deep.ALWAYS
        || (deep == Deep.AUTO && !size().more() && size().bytes() <= CHEAP_BYTES);
  }

  @Override
  public String advice() {
    long bytes = size().bytes();
    String atLeast = size().more() ? "more than " : "";
    return "--deep does, and may take "
        + atLeast
        + Math.max(1, bytes / BYTES_PER_SECOND)
        + " s and "
        + (size().more() ? atLeast : "up to ")
        + Math.max(1, bytes / BYTES_PER_BYTE / (1 << 20))
        + " MB of memory"
        + (bytes / BYTES_PER_BYTE > room() ? " (--max-memory=" + enough(bytes) + ")." : ".");
  }

  @Override
  public WholeHeap read() throws HprofException, NotEnoughMemory {
    watch.stage("looking for what nobody can reach in " + shown, ExitStatus.FAILED);
    ReadOptions options =
        ReadOptions.defaults().maxMemory(room()).progress(new ReadingProgress(watch, shown));
    try {
      return WholeHeap.read(file, options);
    } catch (NotEnoughMemory e) {
      throw new NotEnoughMemory(
          e.getMessage() + "; give it more with --max-memory=" + enough(size().bytes()));
    } finally {
      watch.endLine();
    }
  }

  private DumpSize size() {
    if (size == null) {
      size = DumpSize.of(file, CHEAP_BYTES);
    }
    return size;
  }

  private static String enough(long bytes) {
    return Math.max(2, bytes / BYTES_PER_BYTE * 3 / 2 / GIGA + 1) + "g";
  }

  /** Memory that is not taken yet, less a reserve for what comes after. */
  private static long room() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return Math.max(1, (runtime.maxMemory() - used) / 10 * 9);
  }
}
