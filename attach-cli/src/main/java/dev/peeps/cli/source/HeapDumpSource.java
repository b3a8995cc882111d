package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.file.FileTarget;
import dev.peeps.cli.file.HeapFile;
import dev.peeps.cli.proc.Names;
import dev.peeps.graph.Graph;
import dev.peeps.heap.Heap;
import dev.peeps.heap.threads.ThreadDump;
import dev.peeps.layout.DeepLook;
import dev.peeps.layout.GraphReader;
import java.nio.charset.StandardCharsets;

/** A heap dump that somebody has made, or a cut that was kept. */
final class HeapDumpSource extends Source {
  private final FileTarget target;
  private final String id;
  private final Session session;
  private boolean oneMoment;

  /** Until it is known who serves connections of the process to itself. */
  private Heap heap;

  /**
   * @param id of its process in the graph
   */
  HeapDumpSource(FileTarget target, String id, Session session) {
    this.target = target;
    this.id = id;
    this.session = session;
  }

  @Override
  public String toString() {
    return Names.shown(target.path().toString());
  }

  @Override
  public String id() {
    return id;
  }

  /** HotSpot writes objects and stacks at one safepoint. */
  @Override
  public boolean isOfOneMoment() {
    return oneMoment;
  }

  /** A file of any size is read to its end, unless a person has set a deadline. */
  @Override
  public Source take() {
    session.watch().atLeast(Watch.LONG_SECONDS);
    return this;
  }

  @Override
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    session.watch().stage("reading " + this, ExitStatus.FAILED);
    String plan = new String(layouts.plan(), StandardCharsets.UTF_8);
    ThreadDump threads = ThreadsBeside.of(session.options());
    long[] wanted = threads == null ? new long[0] : threads.addresses();
    HeapFile file = HeapFile.read(target.path(), plan, session.watch(), toString(), wanted);
    if (threads != null && file.heap().info().isCut()) {
      throw ThreadsBeside.notForCuts();
    }
    file = ThreadsBeside.add(file.with("file", target.path().toString()), threads);
    oneMoment = !file.heap().info().isCut();
    DeepLook deep =
        oneMoment
            ? new FileDeepLook(target.path(), session.options().deep(), session.watch(), toString())
            : null;
    heap = file.heap();
    GraphReader.read(heap, layouts.layouts(), file.process(id, pid(file)), into, deep);
  }

  @Override
  public Heap heap() {
    return heap;
  }

  @Override
  public void release() {
    heap = null;
  }

  private static long pid(HeapFile file) {
    try {
      return Long.parseLong(file.fact("pid"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
