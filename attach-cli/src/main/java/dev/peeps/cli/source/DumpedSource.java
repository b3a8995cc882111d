package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.file.HeapFile;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.PerfData;
import dev.peeps.cli.work.Failures;
import dev.peeps.cli.work.PrivateDir;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.heap.Heap;
import dev.peeps.heap.threads.ThreadDump;
import dev.peeps.heap.threads.ThreadDumpException;
import dev.peeps.layout.DeepLook;
import dev.peeps.layout.GraphReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * A running JVM, looked at through a heap dump and a thread dump that it writes itself. Nothing is
 * loaded into it. Both files are in a private directory and are gone when they have been read, or
 * when the command is interrupted.
 */
final class DumpedSource extends Source {
  private static final String HEAP = "heap.hprof";
  private static final String CREATED = "Heap dump file created";

  /** Longer than for a cut: a JVM writes a gigabyte in one to four seconds. */
  private static final long DEADLINE_SECONDS = 600;

  private final Jvm jvm;
  private final Session session;
  private final Attachment attachment;
  private final String why;
  private PrivateDir dir;
  private LayoutsAhead ownLayouts;
  private String threads;
  private HeapFile raw;
  private boolean keepsHeap;
  private Heap heap;
  private long pauseNanos = -1;
  private long totalNanos;

  /**
   * @param why this way was taken, as a sentence; empty when a person asked for it
   */
  DumpedSource(Jvm jvm, Session session, String why) {
    this.jvm = jvm;
    this.session = session;
    this.attachment = new Attachment(jvm, session.options().via().attachment());
    this.why = why;
  }

  @Override
  public String toString() {
    return jvm.toString();
  }

  @Override
  public String id() {
    return Long.toString(jvm.pid());
  }

  @Override
  public void keepHeap() {
    keepsHeap = true;
  }

  @Override
  public Heap heap() {
    return heap;
  }

  @Override
  public Jvm jvm() {
    return jvm;
  }

  @Override
  public Source take() throws CommandFailure {
    session.watch().atLeast(DEADLINE_SECONDS);
    session.watch().stage("asking " + jvm + " how large its heap is", ExitStatus.NO_ATTACH);
    long bytes = HeapUse.dumpBytes(jvm, attachment);
    dir = session.workplace().openFor(jvm, bytes, session.options().tempDir());
    boolean taken = false;
    try {
      session.say(
          "peeps: "
              + jvm
              + " writes a heap dump of up to "
              + (bytes >> 20)
              + " MiB into "
              + dir.there("")
              + " and stands still meanwhile; nothing is loaded into it");
      dump();
      taken = true;
      return this;
    } catch (IOException e) {
      throw failed(Failures.reason(e));
    } finally {
      if (!taken) {
        dir.close();
      }
    }
  }

  private void dump() throws CommandFailure, IOException {
    session.watch().stage("waiting for the thread dump of " + jvm, ExitStatus.NO_ATTACH);
    // Without -l: owners of j.u.c. locks are in the heap dump, and finding them takes the JVM a
    // walk over its heap.
    threads = attachment.ask("threaddump");
    dir.expect(HEAP);
    dir.handOver();
    session.watch().stage("waiting for " + jvm + " to write its heap dump", ExitStatus.FAILED);
    long start = System.nanoTime();
    // All objects: else it would collect garbage first, which changes what we are looking at.
    String answer = attachment.ask("dumpheap", dir.there(HEAP), "-all");
    totalNanos = System.nanoTime() - start;
    if (!answer.contains(CREATED) || !Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)) {
      throw failed(reason(answer));
    }
    pauseNanos = seconds(answer);
  }

  private Path file() {
    return dir.here(HEAP);
  }

  @Override
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    String shown = "the heap dump of " + jvm;
    session.watch().stage("reading " + shown, ExitStatus.FAILED);
    try {
      ownLayouts = layouts.with(session.proc(), jvm);
      String plan = new String(ownLayouts.plan(), StandardCharsets.UTF_8);
      ThreadDump dump = threads(threads, into);
      // The JVM has collected nothing for this dump: what it locks is where it said a moment ago.
      long[] locks = dump == null ? new long[0] : dump.addresses();
      raw = facts(HeapFile.read(file(), plan, session.watch(), shown, locks));
      read(dump, into, new FileDeepLook(file(), session.options().deep(), session.watch(), shown));
    } finally {
      dir.close();
    }
    if (!why.isEmpty()) {
      into.notice(new GraphNotice(id(), "no-agent", 0, why));
    }
  }

  /** HotSpot writes objects and stacks at one safepoint. */
  @Override
  public boolean isOfOneMoment() {
    return true;
  }

  /** Who owns monitors is told by a thread dump, and can be asked again. */
  @Override
  public boolean canLookAgain() {
    return raw != null;
  }

  /**
   * Asks for another thread dump and joins it to the same heap: who has the same stack as before
   * and after the heap dump has not moved in between.
   */
  @Override
  public void again(Set<Long> suspects, LayoutsAhead layouts, Graph.Builder second)
      throws CommandFailure {
    session.watch().stage("waiting for a second thread dump of " + jvm, ExitStatus.FAILED);
    read(threads(attachment.ask("threaddump"), second), second, null);
  }

  /** Null, with a notice, when it cannot be understood. */
  private ThreadDump threads(String text, Graph.Builder into) {
    try {
      return ThreadDump.of(text, "thread dump");
    } catch (ThreadDumpException e) {
      into.notice(
          new GraphNotice(
              id(), "thread-dump-unread", 0, "No owners of monitors: " + e.getMessage() + "."));
      return null;
    }
  }

  private void read(ThreadDump dump, Graph.Builder into, DeepLook deep) {
    HeapFile joined = ThreadsBeside.add(raw, dump);
    heap = keepsHeap ? joined.heap() : null;
    GraphReader.read(
        joined.heap(), ownLayouts.layouts(), joined.process(id(), jvm.pid()), into, deep);
  }

  @Override
  public void release() {
    raw = null;
  }

  /** What is known about the process beside what the dump says. */
  private HeapFile facts(HeapFile file) {
    HeapFile heap = file.with("via", "heap-dump").with("totalNanos", Long.toString(totalNanos));
    if (pauseNanos >= 0) {
      heap = heap.with("pauseNanos", Long.toString(pauseNanos));
    }
    if (heap.fact("mainClass").isEmpty()) {
      heap = heap.with("mainClass", jvm.mainName());
    }
    PerfData data = jvm.perfData();
    long start = data == null ? -1 : data.startMillis();
    if (start > 0) {
      heap =
          heap.with("startMillis", Long.toString(start))
              .with("uptimeMillis", Long.toString(System.currentTimeMillis() - start));
    }
    return heap;
  }

  /**
   * {@code … created [26585639 bytes in 0.052 secs]}: all of it at a safepoint, but for merging.
   */
  static long seconds(String answer) {
    int in = answer.lastIndexOf(" in ");
    int end = answer.indexOf(" secs", Math.max(in, 0));
    if (in < 0 || end < 0) {
      return -1;
    }
    try {
      return (long) (Double.parseDouble(answer.substring(in + 4, end)) * 1e9);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String reason(String answer) {
    StringBuilder words = new StringBuilder();
    for (String line : answer.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("Dumping heap to")) {
        words.append(words.length() == 0 ? "" : "; ").append(line.strip());
      }
    }
    return words.length() == 0 ? "the JVM gave no reason" : words.toString();
  }

  private CommandFailure failed(String reason) {
    if (!jvm.isAlive()) {
      return new CommandFailure(
          ExitStatus.FAILED,
          jvm + " ended while it wrote its heap dump",
          "it exited, crashed or was killed",
          "look at its own output; a crashed JVM leaves hs_err_pid" + jvm.pid() + ".log");
    }
    return new CommandFailure(
        ExitStatus.FAILED,
        jvm + " has not written a heap dump; what there was of it is removed",
        Names.shown(reason),
        "--temp-dir=DIR with a directory on a disk with more room, as the target sees it");
  }
}
