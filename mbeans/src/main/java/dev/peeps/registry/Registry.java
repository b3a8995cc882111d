package dev.peeps.registry;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.render.CheckReport;
import dev.peeps.render.JsonReport;
import dev.peeps.render.Palette;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.Selection;
import dev.peeps.render.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.NotificationBroadcasterSupport;

/** The MBean. Safe for use by many threads; one cut is taken at a time. */
final class Registry extends NotificationBroadcasterSupport implements RegistryMXBean {
  private static final String NO_CUT = "no cut was taken yet; the operation cut takes one";

  /** What counts as stuck, as in {@code peeps check}. */
  private static final Selection LIKELY = Selection.ALL.atLeast(Certainty.LIKELY);

  private final CutService cuts;
  private final ResourceBeans resources;
  private final Announcements announcements;
  private volatile Snapshot last;
  private volatile String failure = "";
  private boolean closed;

  Registry(CutService cuts, ResourceBeans resources) {
    super(Announcements.INFO);
    this.cuts = cuts;
    this.resources = resources;
    this.announcements = new Announcements(this);
  }

  /** No more MBeans from now on. */
  void close() {
    synchronized (cuts) {
      closed = true;
    }
  }

  private Snapshot take(Path keep) {
    Snapshot before;
    Snapshot snapshot;
    synchronized (cuts) {
      if (closed) {
        throw new IllegalStateException("the registry has ended");
      }
      try {
        snapshot = cuts.take(keep);
        before = last;
        last = snapshot;
        failure = "";
      } catch (CutRefusedException e) {
        failure = e.getMessage();
        throw new IllegalStateException(e.getMessage());
      } catch (RuntimeException e) {
        failure = e.toString();
        throw e;
      }
    }
    // Both may run listeners of the application, which may take part in the very hang.
    resources.show(snapshot);
    announcements.announce(before, snapshot);
    return snapshot;
  }

  private Snapshot last() {
    Snapshot snapshot = last;
    return snapshot == null ? take(null) : snapshot;
  }

  @Override
  public String getVersion() {
    String version = Registry.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  @Override
  public String getVerdict() {
    Snapshot snapshot = last;
    return snapshot == null ? NO_CUT : snapshot.summary().line();
  }

  @Override
  public int getEntities() {
    Snapshot snapshot = last;
    return snapshot == null ? -1 : snapshot.summary().entities();
  }

  @Override
  public int getWaitingTasks() {
    Snapshot snapshot = last;
    return snapshot == null ? -1 : snapshot.summary().waiting();
  }

  @Override
  public int getIdleTasks() {
    Snapshot snapshot = last;
    return snapshot == null ? -1 : snapshot.summary().idle();
  }

  @Override
  public int getRunningTasks() {
    Snapshot snapshot = last;
    return snapshot == null ? -1 : snapshot.summary().running();
  }

  @Override
  public List<FindingData> getFindings() {
    List<FindingData> data = new ArrayList<>();
    Snapshot snapshot = last;
    if (snapshot != null) {
      for (Finding finding : snapshot.findings()) {
        data.add(new FindingData(finding));
      }
    }
    return data;
  }

  @Override
  public int getStuck() {
    Snapshot snapshot = last;
    return snapshot == null ? -1 : LIKELY.of(snapshot.findings()).size();
  }

  @Override
  public String getWorstCertainty() {
    Certainty worst = null;
    Snapshot snapshot = last;
    if (snapshot != null) {
      for (Finding finding : snapshot.findings()) {
        boolean surer = worst == null || finding.certainty().compareTo(worst) < 0;
        worst = surer ? finding.certainty() : worst;
      }
    }
    return worst == null ? "" : worst.word();
  }

  @Override
  public CutData getLastCut() {
    Snapshot snapshot = last;
    return snapshot == null ? null : new CutData(snapshot.process(), snapshot.graph());
  }

  @Override
  public String getLastFailure() {
    return failure;
  }

  @Override
  public int getResourcesWithoutMBean() {
    return resources.left();
  }

  @Override
  public String dump() {
    Snapshot snapshot = take(null);
    StringBuilder text = new StringBuilder();
    try {
      TextReport.write(snapshot.graph(), snapshot.findings(), ReportOptions.defaults(), text);
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder never fails", e);
    }
    return text.toString();
  }

  @Override
  public String dumpJson() {
    Snapshot snapshot = take(null);
    StringBuilder text = new StringBuilder();
    try {
      JsonReport.write(snapshot.graph(), snapshot.findings(), ReportOptions.defaults(), text);
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder never fails", e);
    }
    return text.toString();
  }

  @Override
  public String cut(String path) {
    Path keep = path == null || path.isBlank() ? null : Path.of(path.trim());
    if (keep != null && !keep.isAbsolute()) {
      throw new IllegalArgumentException("'" + path + "' is not an absolute path");
    }
    return take(keep).summary().line();
  }

  @Override
  public EntityData entity(String idOrName) {
    Snapshot snapshot = last();
    return new EntityData(snapshot.graph(), new Questions(snapshot.graph()).find(idOrName));
  }

  @Override
  public List<String> check() {
    Snapshot snapshot = take(null);
    return Questions.lines(
        to ->
            new CheckReport(snapshot.graph(), snapshot.findings(), LIKELY, List.of())
                .text(Palette.NONE, to));
  }

  @Override
  public List<String> why(String idOrName) {
    Snapshot snapshot = last();
    Questions questions = new Questions(snapshot.graph());
    return questions.why(questions.find(idOrName), snapshot.findings());
  }

  @Override
  public List<String> whoWaitsFor(String idOrName) {
    Questions questions = new Questions(last().graph());
    return questions.whoWaitsFor(questions.find(idOrName));
  }

  @Override
  public List<String> whoHolds(String idOrName) {
    Questions questions = new Questions(last().graph());
    return questions.whoHolds(questions.find(idOrName));
  }
}
