package dev.peeps.cli.dump;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.Watch;
import dev.peeps.cli.attach.Attachment;
import dev.peeps.cli.proc.Jvm;
import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.Problem;
import dev.peeps.registry.CutOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One graph of all targets, with its findings, confirmed by a second cut where there are any. */
final class Picture {
  private final DumpOptions options;
  private final LayoutsAhead layouts;
  private final CutTaker taker;
  private final Watch watch;
  private final PrintStream err;
  private final MemoryCare memory;
  private final SecondLook secondLook;
  private final List<GraphNotice> notices = new ArrayList<>();
  private final Map<Jvm, Attachment> reached = new LinkedHashMap<>();
  private int status = ExitStatus.OK;
  private Graph graph;
  private List<Finding> findings = List.of();

  Picture(
      DumpOptions options,
      LayoutsAhead layouts,
      CutTaker taker,
      MemoryCare memory,
      Watch watch,
      PrintStream err) {
    this.options = options;
    this.layouts = layouts;
    this.taker = taker;
    this.memory = memory;
    this.watch = watch;
    this.err = err;
    this.secondLook = new SecondLook(options, layouts, taker, watch);
  }

  Graph graph() {
    return graph;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Gives back what the targets keep for a second cut that was not needed. */
  void release() {
    secondLook.release();
  }

  /** The targets that gave a cut, and the way to them. */
  Map<Jvm, Attachment> reached() {
    return reached;
  }

  /** That of the first target that failed; 0 when none did. */
  int status() {
    return status;
  }

  /**
   * Takes the cuts and reads them.
   *
   * @throws CommandFailure when not one target could be read
   */
  Picture take(List<Jvm> jvms, NewFile saved) throws CommandFailure {
    Graph.Builder builder = new Graph.Builder();
    int taken = 0;
    for (Jvm jvm : jvms) {
      try {
        Attachment attachment = new Attachment(jvm, options.via());
        Cut cut = taker.take(jvm, attachment, layouts.plan(), null, firstRequest(jvm), saved);
        GraphReader.read(cut.heap(), layouts.layouts(), cut.process(), builder);
        secondLook.add(cut, attachment);
        reached.put(jvm, attachment);
        taken++;
      } catch (CommandFailure e) {
        if (jvms.size() == 1) {
          throw e;
        }
        missing(jvm, e);
      }
    }
    if (taken == 0) {
      throw new CommandFailure(status, "none of the targets could be read", "said above", "");
    }
    for (Problem problem : layouts.layouts().problems()) {
      notices.add(new GraphNotice("", "layout-problem", 1, problem.toString()));
    }
    for (GraphNotice notice : notices) {
      builder.notice(notice);
    }
    watch.stage("looking for what is stuck", ExitStatus.FAILED);
    graph = builder.build();
    findings = Findings.standard().find(graph);
    Confirmation confirmed = secondLook.confirm(findings, graph);
    if (confirmed != null) {
      findings = confirmed.findings();
    }
    List<GraphNotice> more = secondLook.notices();
    if (!more.isEmpty()) {
      for (GraphNotice notice : more) {
        builder.notice(notice);
      }
      graph = builder.build();
    }
    return this;
  }

  private void missing(Jvm jvm, CommandFailure e) {
    err.println(e.render());
    status = status == ExitStatus.OK ? e.status() : status;
    notices.add(
        new GraphNotice(
            "",
            "process-unseen",
            1,
            "Process " + jvm.pid() + " is not in this picture: " + e.getMessage() + "."));
  }

  private CutOptions firstRequest(Jvm jvm) throws CommandFailure {
    CutOptions request =
        new CutOptions("cut")
            .add("max-pause", Long.toString(options.maxPauseMillis()))
            .add("frames", Long.toString(options.frames()))
            .add("walk", options.walk());
    long maxObjects = memory.maxObjects(jvm, options.maxObjects());
    if (maxObjects >= 0) {
      request.add("max-objects", Long.toString(maxObjects));
    }
    if (options.confirmMillis() > 0) {
      request.add("hold", Long.toString(secondLook.holdMillis()));
    }
    return request;
  }
}
