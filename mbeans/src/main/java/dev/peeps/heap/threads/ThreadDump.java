package dev.peeps.heap.threads;

import dev.peeps.heap.Notice;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * All threads of a process at one time, as {@code jstack}, {@code jcmd Thread.print}, {@code jhsdb
 * jstack}, SIGQUIT or {@code jcmd Thread.dump_to_file -format=json} print them. Immutable.
 */
public final class ThreadDump {

  /** How a dump is written. */
  public enum Format {
    /** {@code jstack}, {@code jcmd Thread.print} and SIGQUIT of HotSpot. */
    HOTSPOT("jstack or Thread.print"),
    /** {@code jhsdb jstack}, made from a core. */
    SERVICEABILITY("jhsdb jstack"),
    /** {@code Thread.dump_to_file -format=json}. */
    JSON("Thread.dump_to_file");

    private final String words;

    Format(String words) {
      this.words = words;
    }

    /** Which tool writes it. */
    public String words() {
      return words;
    }
  }

  private final Format format;
  private final String vm;
  private final String time;
  private final List<DumpedThread> threads;
  private final List<Notice> notices;

  ThreadDump(
      Format format, String vm, String time, List<DumpedThread> threads, List<Notice> notices) {
    this.format = Objects.requireNonNull(format);
    this.vm = Objects.requireNonNull(vm);
    this.time = Objects.requireNonNull(time);
    this.threads = List.copyOf(threads);
    this.notices = List.copyOf(notices);
  }

  /**
   * Reads a thread dump of any format; which it is, is told by its content. Of several dumps in one
   * file the last one counts, and a notice says so; so do lines that make no sense.
   *
   * <p>Cost: one pass; memory in proportion to the threads, each distinct frame once. At most a
   * million threads and 16 million frames are kept, what is beyond is counted in a notice.
   *
   * @throws ThreadDumpException when the file cannot be read or holds no thread dump
   */
  public static ThreadDump read(Path file) throws ThreadDumpException {
    return ThreadDumpReader.read(file);
  }

  /**
   * Reads what is no file, as {@link #read(Path)} does.
   *
   * @param text the whole dump
   * @param name what stands for the file in messages
   */
  public static ThreadDump of(String text, String name) throws ThreadDumpException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ThreadDumpReader.read(new ByteArrayInputStream(bytes), Path.of(name));
  }

  public Format format() {
    return format;
  }

  /** Which VM wrote it, as it says; empty when it does not. */
  public String vm() {
    return vm;
  }

  /** When it was made, as it says; empty when it does not. */
  public String time() {
    return time;
  }

  public List<DumpedThread> threads() {
    return threads;
  }

  /** What could not be read or was left out, in file order. */
  public List<Notice> notices() {
    return notices;
  }

  /** Where the objects were that it names, sorted, each once; to be looked for in a heap dump. */
  public long[] addresses() {
    long[] all = new long[16];
    int size = 0;
    for (DumpedThread thread : threads) {
      for (DumpedFrame frame : thread.frames()) {
        for (LockMention mention : frame.mentions()) {
          if (mention.address() != 0) {
            if (size == all.length) {
              all = Arrays.copyOf(all, 2 * size);
            }
            all[size++] = mention.address();
          }
        }
      }
    }
    Arrays.sort(all, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (distinct == 0 || all[distinct - 1] != all[i]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /** True when some line of it says that a monitor is owned or wanted. */
  public boolean tellsMonitors() {
    for (DumpedThread thread : threads) {
      for (DumpedFrame frame : thread.frames()) {
        for (LockMention mention : frame.mentions()) {
          if (mention.kind() != LockMention.Kind.PARKED) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
