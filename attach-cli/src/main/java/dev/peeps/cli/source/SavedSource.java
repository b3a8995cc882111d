package dev.peeps.cli.source;

import dev.peeps.cli.CommandFailure;
import dev.peeps.cli.ExitStatus;
import dev.peeps.cli.file.FileTarget;
import dev.peeps.cli.json.JsonDump;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.work.Failures;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code peeps dump --format=json} has written some time ago. */
final class SavedSource extends Source {
  private final FileTarget target;
  private final Session session;
  private final Set<String> processes = new LinkedHashSet<>();
  private List<Finding> findings = List.of();

  SavedSource(FileTarget target, Session session) {
    this.target = target;
    this.session = session;
  }

  @Override
  public String toString() {
    return Names.shown(target.path().toString());
  }

  @Override
  public String id() {
    return processes.isEmpty() ? target.path().toString() : processes.iterator().next();
  }

  @Override
  public Set<String> processes() {
    return processes;
  }

  @Override
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public void read(LayoutsAhead layouts, Graph.Builder into) throws CommandFailure {
    session.watch().stage("reading " + this, ExitStatus.FAILED);
    JsonDump dump;
    try {
      dump = JsonDump.read(target.path());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED, "cannot read " + this, Names.shown(Failures.reason(e)), "");
    }
    for (ProcessInfo process : dump.graph().processes()) {
      if (!session.claim(process.id())) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            this + " tells of a process that another target tells of, too",
            "both have a process with the id " + Names.shown(process.id()),
            "one of them a command; peeps diff compares two pictures of one process");
      }
      processes.add(process.id());
    }
    add(dump.graph(), into);
    findings = dump.findings();
  }

  private static void add(Graph graph, Graph.Builder into) {
    for (ProcessInfo process : graph.processes()) {
      into.process(process);
    }
    for (Entity entity : graph.entities()) {
      into.entity(entity);
    }
    for (Edge edge : graph.edges()) {
      into.edge(edge);
    }
    for (Scope scope : graph.scopes()) {
      into.scope(scope);
    }
    for (GraphNotice notice : graph.notices()) {
      into.notice(notice);
    }
  }
}
