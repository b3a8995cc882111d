package dev.peeps.harness;

import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.WholeHeap;
import dev.peeps.heap.threads.MonitorInference;
import dev.peeps.layout.DeepLook;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.Layouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A heap dump of a victim, garbage included, read and looked at as a whole, and removed. */
public final class DeadHeap {
  private static final Layouts LAYOUTS = Layouts.builtIn();

  private final Graph graph;

  private DeadHeap(Graph graph) {
    this.graph = graph;
  }

  /** Has jcmd make it. */
  public static DeadHeap of(VictimProcess victim) {
    try {
      Path folder = Files.createTempDirectory("peeps-dead-heap");
      Path file = folder.resolve("heap.hprof");
      try {
        String pid = Long.toString(victim.pid());
        Command jcmd =
            Command.run(victim.jdk().tool("jcmd"), pid, "GC.heap_dump", "-all", file.toString());
        if (jcmd.status() != 0 || !Files.exists(file)) {
          throw new AssertionError("no heap dump: " + jcmd);
        }
        return new DeadHeap(graph(file, victim.pid()));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Graph graph(Path file, long pid) {
    try {
      Heap heap =
          MonitorInference.infer(HprofReader.read(file, LAYOUTS.plan(), ReadOptions.defaults()));
      Graph.Builder builder = new Graph.Builder();
      ProcessInfo process =
          new ProcessInfo(Long.toString(pid), pid, "victim", heap.info().facts(), true);
      GraphReader.read(heap, LAYOUTS, process, builder, new Whole(file));
      return builder.build();
    } catch (HprofException e) {
      throw new AssertionError(e);
    }
  }

  public Graph graph() {
    return graph;
  }

  public List<Finding> findings() {
    return Findings.standard().find(graph);
  }

  private static final class Whole implements DeepLook {
    private final Path file;

    Whole(Path file) {
      this.file = file;
    }

    @Override
    public boolean isAllowed() {
      return true;
    }

    @Override
    public String advice() {
      return "";
    }

    @Override
    public WholeHeap read() throws HprofException, NotEnoughMemory {
      return WholeHeap.read(file, ReadOptions.defaults());
    }
  }
}
