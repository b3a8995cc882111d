package dev.peeps.cli.list;

import dev.peeps.cli.proc.Jvm;
import dev.peeps.cli.proc.JvmFinder;
import dev.peeps.cli.proc.Names;
import dev.peeps.cli.proc.PerfData;
import dev.peeps.cli.proc.ProcFs;
import dev.peeps.cli.proc.Users;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code peeps list}: the JVMs here, their user, JDK, uptime and threads, whether a registry is
 * loaded and whether attaching is possible. Touches no process.
 */
public final class ListCommand {
  /** The one thread of a registry; the kernel shows its name. */
  private static final String REGISTRY_THREAD = "peeps-registry";

  private final ProcFs proc;
  private final Attachability attachability;

  public ListCommand(ProcFs proc) {
    this.proc = proc;
    this.attachability = new Attachability(proc);
  }

  /** The table, ended by a line feed; one sentence when there is no JVM. */
  public String render(long nowMillis) {
    List<List<String>> rows = new ArrayList<>();
    for (Jvm jvm : new JvmFinder(proc).all()) {
      rows.add(row(jvm, nowMillis));
    }
    if (rows.isEmpty()) {
      return "No JVM runs here that this user may look at.\n";
    }
    rows.add(
        0, List.of("PID", "USER", "JDK", "UPTIME", "THREADS", "REGISTRY", "ATTACH", "MAIN CLASS"));
    return Columns.align(rows);
  }

  private List<String> row(Jvm jvm, long nowMillis) {
    PerfData data = jvm.perfData();
    String user = Users.name(jvm.status().uid());
    String version = data == null ? "" : data.javaVersion();
    long start = data == null ? -1 : data.startMillis();
    long threads = data == null ? -1 : data.liveThreads();
    String name = jvm.mainName();
    return List.of(
        Long.toString(jvm.pid()),
        user.isEmpty() ? Long.toString(jvm.status().uid()) : Names.shown(user),
        version.isEmpty() ? "?" : Names.shown(version),
        start < 0 ? "?" : Columns.duration(nowMillis - start),
        // The kernel also counts the JVM's own threads, hence the sign.
        threads < 0 ? "<" + jvm.status().threads() : Long.toString(threads),
        registry(jvm),
        attachability.of(jvm),
        name.isEmpty() ? "?" : Names.shown(name));
  }

  private static String registry(Jvm jvm) {
    if (!jvm.hasLibrary()) {
      return "no";
    }
    return jvm.hasThread(REGISTRY_THREAD) ? "yes" : "library";
  }
}
