package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.render.Palette.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The judgement of {@code peeps check}: one line a finding, or one that says that nothing is stuck.
 * Deterministic for equal input; safe for a terminal.
 */
public final class CheckReport {
  private static final int CODES = 5;

  private final Graph graph;
  private final List<Finding> all;
  private final List<Finding> taken;
  private final List<String> failures;

  /**
   * @param all what was found
   * @param selection which of it counts
   * @param failures targets that could not be looked at, a sentence each
   */
  public CheckReport(Graph graph, List<Finding> all, Selection selection, List<String> failures) {
    this.graph = graph;
    this.all = all;
    this.taken = selection.of(all);
    this.failures = List.copyOf(failures);
  }

  /** Whether anything that counts is stuck. */
  public boolean stuck() {
    return !taken.isEmpty();
  }

  /**
   * Writes the lines.
   *
   * @throws IOException when the destination does
   */
  public void text(Palette palette, Appendable to) throws IOException {
    Page page = new Page(to, palette, 0);
    for (Finding finding : taken) {
      finding(page, finding);
    }
    if (taken.isEmpty() && !graph.processes().isEmpty()) {
      page.put("nothing stuck in ");
      String between = "";
      for (ProcessInfo process : graph.processes()) {
        page.put(between);
        name(page, process);
        between = ", ";
      }
      unseen(page);
    }
    leftOut(page);
    page.flush();
  }

  private void finding(Page page, Finding finding) throws IOException {
    String between = "";
    for (String process : processes(finding)) {
      page.put(between);
      name(page, process(process));
      between = ", ";
    }
    page.put(between.isEmpty() ? "" : ": ").put(Headline.counted(finding));
    page.sentence(Style.VERDICT, finding.sentence(), 0, 0);
    if (!finding.site().isEmpty()) {
      page.put(", at ").styled(Style.PLACE, finding.site());
    }
    page.nl();
  }

  /** Those in which its chain lies, else its tasks. */
  private Set<String> processes(Finding finding) {
    Set<String> processes = new LinkedHashSet<>();
    List<String> ids = finding.chain().isEmpty() ? finding.tasks() : finding.chain();
    for (String id : ids) {
      Entity entity = graph.entity(id);
      if (entity != null) {
        processes.add(entity.process());
      }
    }
    return processes;
  }

  private ProcessInfo process(String id) {
    for (ProcessInfo process : graph.processes()) {
      if (process.id().equals(id)) {
        return process;
      }
    }
    throw new IllegalArgumentException("an entity of the process " + id + ", which is not there");
  }

  private static void name(Page page, ProcessInfo process) {
    page.raw(process.id());
    if (!process.name().isEmpty() && !process.name().equals(process.id())) {
      page.put(" ").raw(process.name());
    }
  }

  /** What keeps "nothing stuck" from being the whole truth, by its codes. */
  private void unseen(Page page) throws IOException {
    boolean complete = true;
    for (ProcessInfo process : graph.processes()) {
      complete &= process.complete();
    }
    if (!complete) {
      page.put(" in what was seen");
      Set<String> codes = new LinkedHashSet<>();
      for (GraphNotice notice : graph.notices()) {
        if (notice.isGap()) {
          codes.add(notice.code());
        }
      }
      String between = " (";
      int shown = 0;
      for (String code : codes) {
        if (shown++ < CODES) {
          page.put(between).raw(code);
          between = ", ";
        }
      }
      page.put(codes.isEmpty() ? "" : shown > CODES ? ", ...)" : ")");
    }
    page.nl();
  }

  private void leftOut(Page page) throws IOException {
    int count = all.size() - taken.size();
    if (count > 0) {
      page.put("not counted: ").put(Numbers.count(count, "finding"));
      page.put(" of another kind or less certain").nl();
    }
  }

  /**
   * Writes a dump in JSON of what the findings that count are about, with the judgement under the
   * key {@code check}.
   *
   * @throws IOException when the destination does
   */
  public void json(Appendable to) throws IOException {
    Set<String> kept = new LinkedHashSet<>();
    for (Finding finding : taken) {
      kept.addAll(finding.chain());
      kept.addAll(finding.culprits());
    }
    JsonReport.writeWith(
        Part.of(graph, kept),
        taken,
        json -> {
          json.key("check").open('{').key("stuck", stuck());
          json.key("leftOut", all.size() - taken.size());
          json.strings("failures", new ArrayList<>(failures)).close('}');
        },
        to);
  }
}
