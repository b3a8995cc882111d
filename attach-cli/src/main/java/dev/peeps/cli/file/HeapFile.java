package dev.peeps.cli.file;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.proc.Names;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A heap dump or cut in a file, read: its heap, and what is known about its process and about the
 * reading.
 */
public final class HeapFile {
  private static final int VERSION_AT = "JAVA PROFILE ".length();

  private final Heap heap;
  private final Map<String, String> facts;

  private HeapFile(Heap heap, Map<String, String> facts) {
    this.heap = heap;
    this.facts = facts;
  }

  /**
   * Reads a file. Cost: see {@link HprofReader}; progress is told to the watch.
   *
   * @param plan of the layouts
   * @param shown what it is for a person: {@code heap.hprof}, {@code the heap dump of 4711}
   * @throws CommandFailure when it cannot be read at all
   */
  public static HeapFile read(Path file, String plan, Watch watch, String shown)
      throws CommandFailure {
    return read(file, plan, watch, shown, new long[0]);
  }

  /**
   * The same, with objects that a thread dump names.
   *
   * @param wanted their addresses
   * @throws CommandFailure when it cannot be read at all
   */
  public static HeapFile read(Path file, String plan, Watch watch, String shown, long[] wanted)
      throws CommandFailure {
    long start = System.nanoTime();
    ReadingProgress progress = new ReadingProgress(watch, shown);
    Heap heap;
    try {
      heap =
          HprofReader.read(
              file,
              ProcessFacts.plan(plan),
              ReadOptions.defaults().progress(progress).wanted(wanted));
    } catch (HprofException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "cannot read " + shown,
          Names.shown(e.getMessage()),
          "docs/troubleshooting.md, under exit status 5");
    } finally {
      watch.endLine();
    }
    Map<String, String> facts = new HashMap<>(heap.info().facts());
    if (!heap.info().isCut()) {
      facts.putAll(ProcessFacts.of(heap));
    }
    facts.put("kind", heap.info().isCut() ? "cut" : "heap dump");
    facts.put("format", format(file));
    facts.put("bytes", Long.toString(file.toFile().length()));
    facts.put("readNanos", Long.toString(System.nanoTime() - start));
    if (heap.info().timestampMillis() > 0) {
      facts.put("timestampMillis", Long.toString(heap.info().timestampMillis()));
    }
    return new HeapFile(heap, facts);
  }

  /** {@code HPROF 1.0.2}, and whether it is compressed. */
  private static String format(Path file) {
    String packed = "";
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      InputStream content = in;
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      if (gzip) {
        content = new GZIPInputStream(in);
        packed = ", gzip";
      }
      String start = new String(content.readNBytes(VERSION_AT + 8), StandardCharsets.US_ASCII);
      int end = start.indexOf('\0');
      return end > VERSION_AT ? "HPROF " + start.substring(VERSION_AT, end) + packed : "HPROF";
    } catch (IOException e) {
      return "HPROF"; // it was read a moment ago, so this is of no weight
    }
  }

  /** The same with another view of the heap: with monitors joined, with reachability. */
  public HeapFile with(Heap other) {
    return new HeapFile(other, facts);
  }

  /** The same with one more fact. */
  public HeapFile with(String key, String value) {
    Map<String, String> more = new HashMap<>(facts);
    more.put(key, value);
    return new HeapFile(heap, more);
  }

  public Heap heap() {
    return heap;
  }

  /** The fact of this key; empty when unknown. */
  public String fact(String key) {
    return facts.getOrDefault(key, "");
  }

  /**
   * The process of which it tells.
   *
   * @param id in the graph
   * @param pid -1 when the file does not say
   */
  public ProcessInfo process(String id, long pid) {
    Map<String, String> all = new HashMap<>(facts);
    if (!heap.info().isCut()) {
      count(all);
    }
    return new ProcessInfo(id, pid, fact("mainClass"), all, heap.notices().isEmpty());
  }

  private void count(Map<String, String> all) {
    long virtual = 0;
    for (HeapThread thread : heap.threads()) {
      virtual += thread.virtual() ? 1 : 0;
    }
    all.put("threads", Long.toString(heap.threads().size() - virtual));
    all.put("virtualThreads", Long.toString(virtual));
  }
}
