package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.peer.OwnCalls;
import dev.peeps.cli.peer.Peers;
import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.finding.SecondCut;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Problem;
import dev.peeps.macro.MacroFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One graph of all targets, with its findings; those about running JVMs are confirmed by a second
 * look. Made by {@link Session#take}.
 */
public final class Picture {
  private final Session session;
  private final List<GraphNotice> notices = new ArrayList<>();
  private final List<Source> read = new ArrayList<>();
  private int status = ExitStatus.OK;
  private long takenNanos;
  private Graph.Builder builder = new Graph.Builder();
  private Graph graph;
  private List<Finding> findings = List.of();

  Picture(Session session) {
    this.session = session;
  }

  public Graph graph() {
    return graph;
  }

  /** What was found, heaviest first. */
  public List<Finding> findings() {
    return findings;
  }

  /** The targets that are in the picture, in the order in which they were named. */
  public List<Source> sources() {
    return List.copyOf(read);
  }

  /** That of the first target that failed; 0 when none did. */
  public int status() {
    return status;
  }

  /**
   * Takes the cuts, then reads them.
   *
   * @param known told of the graph as soon as it is known; null for nobody
   * @throws CommandFailure when not one target could be read
   */
  Picture take(List<Source> sources, Consumer<Graph> known) throws CommandFailure {
    boolean only = sources.size() == 1;
    List<Source> taken = new ArrayList<>();
    for (Source source : sources) {
      try {
        taken.add(source.take());
      } catch (CommandFailure e) {
        missing(source, e, only);
      }
      takenNanos = System.nanoTime();
    }
    for (Source source : taken) {
      if (taken.size() > 1) {
        source.keepHeap();
      }
      try {
        source.read(session.layouts(), builder);
        read.add(source);
      } catch (CommandFailure e) {
        missing(source, e, only);
      }
    }
    if (read.isEmpty() && status == ExitStatus.OK) {
      throw new CommandFailure(
          ExitStatus.NO_TARGET, "no JVM of this user is left: they have all ended", "", "");
    }
    if (read.isEmpty()) {
      throw new CommandFailure(status, "none of the targets could be read", "said above", "");
    }
    for (Problem problem : session.layouts().problems()) {
      notices.add(new GraphNotice("", "layout-problem", 1, problem.toString()));
    }
    for (LayoutText layout : session.layouts().found()) {
      notices.add(new GraphNotice("", "layout-found", 1, "Layout found: " + layout));
    }
    for (GraphNotice notice : notices) {
      builder.notice(notice);
    }
    session.watch().stage("looking for what is stuck", ExitStatus.FAILED);
    graph = builder.build();
    if (Peers.areWaitedFor(graph)) {
      findPeers();
    }
    findOwnCalls();
    builder = null;
    if (known != null) {
      known.accept(graph);
    }
    List<GraphNotice> more = new ArrayList<>(find());
    confirm(more);
    if (!more.isEmpty()) {
      graph = graph.with(more);
    }
    return this;
  }

  /** Who is at the other end, as far as this machine's kernel knows; of running processes only. */
  private void findPeers() {
    session.watch().stage("looking for peers on this machine", ExitStatus.FAILED);
    Peers peers = new Peers(session.proc());
    for (Source source : read) {
      if (source.jvm() != null) {
        peers.look(graph, source.id(), source.jvm().pid(), source.heap());
      }
    }
    if (peers.addTo(builder, graph)) {
      graph = builder.build();
    }
  }

  /** The same of what is in files, as far as their objects say. */
  private void findOwnCalls() {
    for (Source source : read) {
      Heap heap = source.jvm() == null ? source.heap() : null;
      if (heap == null) {
        continue;
      }
      for (ProcessInfo process : graph.processes()) {
        if (process.id().equals(source.id()) && new OwnCalls(graph, process, heap).addTo(builder)) {
          graph = builder.build();
        }
      }
      source.release();
    }
  }

  /**
   * What the saved ones among the targets say counts for them: it was confirmed when they lived.
   *
   * @return what was left out
   */
  private List<GraphNotice> find() {
    Findings detectors = MacroFindings.of(session.layouts().used());
    findings = detectors.find(graph);
    OneMoment oneMoment = new OneMoment();
    for (Source source : read) {
      if (source.isOfOneMoment()) {
        oneMoment.add(source.processes(), source.hasThreadsOfThatMoment());
      }
    }
    findings = oneMoment.judge(findings, graph);
    for (Source source : read) {
      List<Finding> brought = source.findings();
      if (brought != null) {
        findings = Brought.instead(findings, brought, source.processes(), graph);
      }
    }
    return detectors.notices();
  }

  /** The second, smaller look at the suspects that makes a finding proved. */
  private void confirm(List<GraphNotice> more) {
    if (session.options().confirmMillis() == 0 || findings.isEmpty()) {
      return;
    }
    Graph.Builder second = new Graph.Builder();
    int seen = 0;
    for (Source source : read) {
      Set<Long> suspects =
          source.canLookAgain() ? SecondCut.suspects(findings, graph, source.id()) : Set.<Long>of();
      if (!suspects.isEmpty()) {
        await();
        try {
          source.again(suspects, session.layouts(), second);
          seen++;
        } catch (CommandFailure e) {
          more.add(
              new GraphNotice(
                  source.id(),
                  "not-confirmed",
                  0,
                  "Nothing could be confirmed by a second cut: " + e.getMessage() + "."));
        }
      }
    }
    if (seen > 0) {
      Confirmation confirmation = Confirmation.of(findings, graph, second.build());
      graph = confirmation.graph();
      findings = confirmation.findings();
      more.addAll(confirmation.notices());
    }
  }

  /** Waits until the first cut is as old as was asked for. */
  private void await() {
    session.watch().stage("waiting before a second look", ExitStatus.FAILED);
    long age = System.nanoTime() - takenNanos;
    long due = SecondCut.dueMillis(findings, graph, session.options().confirmMillis());
    long left = TimeUnit.MILLISECONDS.toNanos(due) - age;
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void missing(Source source, CommandFailure e, boolean only) throws CommandFailure {
    if (session.hasSimplyEnded(source)) {
      return;
    }
    if (only) {
      throw e;
    }
    session.err().println(e.render());
    status = status == ExitStatus.OK ? e.status() : status;
    notices.add(
        new GraphNotice(
            "",
            "process-unseen",
            1,
            (source.jvm() == null ? source : "Process " + source.id())
                + " is not in this picture: "
                + e.getMessage()
                + "."));
  }
}
