package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.Watch;
import dev.peeps.cli.core.CoreReading;
import dev.peeps.cli.file.FileTarget;
import dev.peeps.cli.file.HeapFile;
import dev.peeps.cli.proc.Names;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.heap.threads.CrashReport;
import dev.peeps.heap.threads.ThreadDump;
import dev.peeps.layout.GraphReader;
import java.nio.charset.StandardCharsets;

/** The core of a JVM: read by the serviceability agent of the JDK that it ran on. */
final class CoreSource extends Source {
  private static final String NO_LOCALS =
      "The heap dump that jhsdb makes of a core has no locals of frames: waits that only a frame"
          + " refers to are not seen.";

  private final FileTarget target;
  private final String id;
  private final Session session;

  CoreSource(FileTarget target, String id, Session session) {
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

  @Override
  public Source take() {
    session.watch().atLeast(Watch.LONG_SECONDS);
    return this;
  }

  @Override
  public boolean isOfOneMoment() {
    return true;
  }

  @Override
  public boolean hasThreadsOfThatMoment() {
    return session.options().threads() == null;
  }

  @Override
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    String plan = new String(layouts.plan(), StandardCharsets.UTF_8);
    SourceOptions options = session.options();
    CoreReading core =
        CoreReading.of(
            target.path(),
            options.executable(),
            plan,
            session.proc(),
            session.watch(),
            session.cleanup());
    HeapFile file =
        core.heap()
            .with("file", target.path().toString())
            .with("kind", "core")
            .with("bytes", Long.toString(target.path().toFile().length()))
            .with("format", "ELF, through jhsdb")
            .with("timestampMillis", Long.toString(target.path().toFile().lastModified()))
            .with("via", "core");
    ThreadDump given = ThreadsBeside.of(options);
    file = ThreadsBeside.add(file, given == null ? core.threads() : given);
    GraphReader.read(file.heap(), layouts.layouts(), file.process(id, core.pid()), into);
    CrashReport crash = CrashNotice.of(target.path(), core.pid(), options.crashReport());
    if (crash != null) {
      into.notice(CrashNotice.of(crash, id));
    }
    into.notice(new GraphNotice(id, "locals-unseen", 0, NO_LOCALS));
    if (core.threads() == null && options.threads() == null) {
      into.notice(
          new GraphNotice(
              id, "monitor-unknown", 0, "Owners of monitors: " + core.threadsFailure() + "."));
    }
    notices(file, into);
  }

  /** Virtual threads are in the stacks that the agent does not walk. */
  private void notices(HeapFile file, Graph.Builder into) {
    long[] count = {0};
    for (String name :
        new String[] {"java.lang.VirtualThread", "java.lang.ThreadBuilders$BoundVirtualThread"}) {
      file.heap()
          .classesNamed(name)
          .forEach(type -> file.heap().forEachInstance(type, thread -> count[0]++));
    }
    if (count[0] > 0) {
      into.notice(
          new GraphNotice(
              id,
              "virtual-threads-unseen",
              count[0],
              "virtual threads are in the core, but jhsdb gives no stacks of them."));
    }
  }
}
