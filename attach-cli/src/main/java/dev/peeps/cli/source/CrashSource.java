package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.file.FileTarget;
import dev.peeps.cli.proc.Names;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.threads.CrashReport;
import dev.peeps.heap.threads.DumpedFrame;
import dev.peeps.heap.threads.DumpedThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An hs_err file alone: what crashed, and the names of the threads. */
final class CrashSource extends Source {
  private static final String THREADS_ONLY =
      "An hs_err file has the names of threads, and neither what they wait for nor any object; a"
          + " core of the same crash has.";

  private final FileTarget target;
  private final String id;
  private final Session session;

  CrashSource(FileTarget target, String id, Session session) {
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
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    session.watch().stage("reading " + this, ExitStatus.FAILED);
    CrashReport report = CrashNotice.read(target.path());
    Map<String, String> facts = new HashMap<>();
    facts.put("file", target.path().toString());
    facts.put("kind", "hs_err file");
    facts.put("bytes", Long.toString(target.path().toFile().length()));
    facts.put("timestampMillis", Long.toString(target.path().toFile().lastModified()));
    facts.put("java.version", build(report.javaVersion()));
    facts.put("threads", Integer.toString(report.threads().size()));
    into.process(new ProcessInfo(id, report.pid(), report.mainClass(), facts, false));
    int number = 0;
    for (DumpedThread thread : report.threads()) {
      into.entity(entity(thread, number++).build());
    }
    into.notice(CrashNotice.of(report, id));
    into.notice(new GraphNotice(id, "threads-only", 0, THREADS_ONLY));
  }

  /** {@code OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian)}: the build. */
  private static String build(String version) {
    int from = version.lastIndexOf("(build ");
    int to = version.lastIndexOf(')');
    return from >= 0 && to > from ? version.substring(from + "(build ".length(), to) : version;
  }

  private EntityBuilder entity(DumpedThread thread, int number) {
    EntityBuilder entity =
        new EntityBuilder(id + "/thread-" + number, id, EntityKind.THREAD)
            .type("java.lang.Thread")
            .name(thread.name())
            .attribute("nid", "0x" + Long.toHexString(thread.nativeId()))
            .attribute("vmState", thread.status());
    if (thread.daemon()) {
      entity.attribute("daemon", true);
    }
    List<String> stack = new ArrayList<>();
    for (DumpedFrame frame : thread.frames()) {
      stack.add(frame.className() + '.' + frame.method() + "(Unknown Source)");
    }
    return entity.stack(stack);
  }
}
