package dev.peeps.registry;

import dev.peeps.finding.Confirmation;
import dev.peeps.finding.Finding;
import dev.peeps.finding.Findings;
import dev.peeps.finding.SecondCut;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.LayoutText;
import dev.peeps.layout.Layouts;
import dev.peeps.layout.Problem;
import dev.peeps.macro.MacroFindings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes cuts of this process and reads them, the same way as the command does it from outside.
 *
 * <p>One at a time. A cut costs one pause, as long as libpeeps allows itself by default, and one
 * more when there is something to confirm: only what is at least likely is looked at again. Its
 * files are in a private directory that is gone before the call returns.
 */
class CutService {
  private static final long CONFIRM_MILLIS = 200;
  private static final long HOLD_MILLIS = CONFIRM_MILLIS + 5_000;

  private final OwnLayouts own = new OwnLayouts();
  private Layouts layouts;

  /**
   * Takes a cut, looks for what is stuck, and looks a second time when something is.
   *
   * @param keep where the first cut's file is kept, created exclusively, by its owner only
   *     readable; null for nowhere
   */
  synchronized Snapshot take(Path keep) throws CutRefusedException {
    MemoryGuard.check(0);
    try (PrivateFiles files = new PrivateFiles()) {
      layouts = own.look();
      Files.write(files.path("plan"), layouts.plan().getBytes(StandardCharsets.UTF_8));
      CutOptions request = new CutOptions("cut").add("hold", Long.toString(HOLD_MILLIS));
      Graph.Builder builder = new Graph.Builder();
      Path file = cut(files, request, "first.hprof");
      read(file, builder);
      if (keep != null) {
        PrivateFiles.copyExclusively(file, keep);
      }
      tell(builder);
      Graph graph = builder.build();
      Findings detectors = MacroFindings.of(layouts);
      List<Finding> findings = detectors.find(graph);
      if (!detectors.notices().isEmpty()) {
        detectors.notices().forEach(builder::notice);
        graph = builder.build();
      }
      return looked(files, builder, graph, findings);
    } catch (IOException e) {
      throw new CutRefusedException("no cut was taken: " + e);
    }
  }

  /** Looks a second time when there is anybody to look at, and then lets go of what is kept. */
  private Snapshot looked(
      PrivateFiles files, Graph.Builder builder, Graph graph, List<Finding> findings)
      throws IOException {
    try {
      Set<Long> suspects = SecondCut.suspects(findings, graph, processId());
      return suspects.isEmpty()
          ? new Snapshot(graph, findings) // what is only possible a second look does not make surer
          : confirmed(files, builder, graph, findings, suspects);
    } finally {
      Natives.cut("release");
    }
  }

  private Snapshot confirmed(
      PrivateFiles files,
      Graph.Builder builder,
      Graph first,
      List<Finding> findings,
      Set<Long> suspects)
      throws IOException {
    try {
      StringBuilder only = new StringBuilder();
      for (long tid : suspects) {
        only.append(tid).append('\n');
      }
      Files.write(files.path("only"), only.toString().getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(SecondCut.dueMillis(findings, first, CONFIRM_MILLIS));
      CutOptions request = new CutOptions("cut").add("only", files.path("only").toString());
      Graph.Builder second = new Graph.Builder();
      read(cut(files, request, "second.hprof"), second);
      Confirmation confirmation = Confirmation.of(findings, first, second.build());
      return new Snapshot(
          confirmation.graph().with(confirmation.notices()), confirmation.findings());
    } catch (CutRefusedException e) {
      builder.notice(notConfirmed(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      builder.notice(notConfirmed("the thread was interrupted"));
    }
    return new Snapshot(builder.build(), findings);
  }

  private static GraphNotice notConfirmed(String reason) {
    return new GraphNotice(
        processId(), "not-confirmed", 0, "Nothing could be confirmed by a second cut: " + reason);
  }

  private Path cut(PrivateFiles files, CutOptions request, String name) throws CutRefusedException {
    Path out = files.path(name);
    request.add("plan", files.path("plan").toString()).add("out", out.toString());
    String reason = Natives.cut(request.toString());
    if (reason != null) {
      throw new CutRefusedException("no cut was taken: " + reason);
    }
    return out;
  }

  private void read(Path file, Graph.Builder into) throws CutRefusedException, IOException {
    long bytes = Files.size(file);
    MemoryGuard.check(bytes);
    try {
      Heap heap = HprofReader.read(file);
      Map<String, String> facts = new HashMap<>(heap.info().facts());
      facts.put("bytes", Long.toString(bytes));
      facts.put("via", "registry");
      facts.put("timestampMillis", Long.toString(heap.info().timestampMillis()));
      ProcessInfo process =
          new ProcessInfo(
              processId(),
              ProcessHandle.current().pid(),
              heap.info().fact("mainClass"),
              facts,
              heap.notices().isEmpty());
      GraphReader.read(heap, layouts, process, into);
    } catch (HprofException e) {
      throw new CutRefusedException("the cut cannot be read: " + e.getMessage());
    }
  }

  /** Which layouts beside those of peeps made the picture, and what is wrong with them. */
  private void tell(Graph.Builder builder) {
    for (Problem problem : own.problems()) {
      builder.notice(new GraphNotice("", "layout-problem", 1, problem.toString()));
    }
    for (LayoutText layout : own.found()) {
      builder.notice(new GraphNotice("", "layout-found", 1, "Layout found: " + layout));
    }
  }

  static String processId() {
    return Long.toString(ProcessHandle.current().pid());
  }
}
