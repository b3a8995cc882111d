package dev.peeps.harness;

import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.finding.SecondCut;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.Layouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A cut of a victim, taken without the command: with jcmd, as the man page documents it, and read
 * with the library's own classes. What is tested this way is what a cut can tell, apart from how
 * the command takes it.
 */
public final class LiveCut {
  private static final int HOLD_MILLIS = 20_000;

  private final VictimProcess victim;
  private final Path file;
  private final Heap heap;
  private final Graph graph;

  private LiveCut(VictimProcess victim, Path file) {
    this.victim = victim;
    this.file = file;
    this.heap = read(file);
    this.graph = graph(heap, victim.pid());
  }

  /** A cut with the built-in layouts and the library's defaults. */
  public static LiveCut of(VictimProcess victim, String... options) {
    return new LiveCut(victim, take(victim, options));
  }

  /** Where the cut is; it stays until the build's next clean. */
  public Path file() {
    return file;
  }

  public Heap heap() {
    return heap;
  }

  public Graph graph() {
    return graph;
  }

  /** Findings of this cut alone. */
  public List<Finding> findings() {
    return Findings.standard().find(graph);
  }

  /** Findings that a second cut of the suspects has confirmed; needs {@link #held}. */
  public List<Finding> confirmedFindings() {
    List<Finding> first = findings();
    Set<Long> suspects = SecondCut.suspects(first, graph);
    if (suspects.isEmpty()) {
      return first;
    }
    Path only = newFile("only", ".txt");
    List<String> lines = new ArrayList<>();
    suspects.forEach(tid -> lines.add(Long.toString(tid)));
    try {
      Files.write(only, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + only, e);
    }
    Graph second = graph(read(take(victim, "hold:" + HOLD_MILLIS, "only:" + only)), victim.pid());
    return Confirmation.confirm(first, graph, second);
  }

  /** A cut whose ids stay valid for a second one. */
  public static LiveCut held(VictimProcess victim) {
    return of(victim, "hold:" + HOLD_MILLIS);
  }

  private static Path take(VictimProcess victim, String... more) {
    Path out = newFile("cut", ".hprof");
    Path plan = Plan.FILE;
    // By hand where the JDK has that: in a heap this small the library would not choose it, and the
    // command's own tests have the other way.
    StringBuilder options =
        new StringBuilder("cut,plan:" + plan + ",out:" + out + ",suspend:always");
    for (String option : more) {
      options.append(',').append(option);
    }
    Command jcmd =
        Command.run(
            victim.jdk().tool("jcmd"),
            Long.toString(victim.pid()),
            "JVMTI.agent_load",
            LibPeeps.path().toString(),
            options.toString());
    if (jcmd.status() != 0 || !Files.exists(out)) {
      throw new AssertionError("no cut: " + jcmd + "; the victim said " + victim.lines());
    }
    return out;
  }

  private static Heap read(Path file) {
    try {
      return HprofReader.read(file);
    } catch (HprofException e) {
      throw new AssertionError("the cut " + file + " cannot be read: " + start(file), e);
    }
  }

  // On failure the library leaves one line with the reason in place of the cut.
  private static String start(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(
          bytes, 0, Math.min(bytes.length, 200), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Graph graph(Heap heap, long pid) {
    Graph.Builder builder = new Graph.Builder();
    ProcessInfo process =
        new ProcessInfo(Long.toString(pid), pid, "victim", heap.info().facts(), true);
    builder.process(process);
    GraphReader.read(heap, Plan.LAYOUTS, process, builder);
    return builder.build();
  }

  private static Path newFile(String stem, String suffix) {
    Path folder = Path.of("target", "cuts").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, stem, suffix);
      // The library creates its output itself and refuses a file that is there.
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a file in " + folder, e);
    }
  }

  /** Made once: the plan of the built-in layouts. */
  private static final class Plan {
    static final Layouts LAYOUTS = Layouts.builtIn();
    static final Path FILE = write();

    private static Path write() {
      Path file = newFile("plan", ".txt");
      try {
        Files.writeString(file, LAYOUTS.plan());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      return file;
    }
  }
}
