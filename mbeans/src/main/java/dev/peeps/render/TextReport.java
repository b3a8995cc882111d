package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.render.Palette.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The async dump as text: a header of two or three lines per process, the verdicts, then tasks
 * waiting, who holds what, channels, executors, and with {@code --all} the idle rest. Deterministic
 * for equal input. Safe for a terminal: nothing from the target is written unescaped.
 */
public final class TextReport {
  private TextReport() {}

  /**
   * Writes the report, ended by a line feed.
   *
   * @throws IOException when the destination does; what was written until then stays
   */
  public static void write(
      Graph graph, List<Finding> findings, ReportOptions options, Appendable to)
      throws IOException {
    write(graph, findings, options, null, to);
  }

  /**
   * The same, where what says nothing of findings may have been written already.
   *
   * @param ahead with the same options; null when there is none
   */
  public static void write(
      Graph graph,
      List<Finding> findings,
      ReportOptions options,
      SectionsAhead ahead,
      Appendable to)
      throws IOException {
    Page page = new Page(to, options.palette(), options.width());
    List<GraphNotice> notices = notSeen(graph);
    Graph shown = graph;
    List<Finding> verdicts = findings;
    TaskFilter filter = null;
    if (options.selection().isPart()) {
      filter = TaskFilter.of(graph, options.selection());
      shown = filter.graph();
      verdicts = filter.findings(findings);
    }
    int before = verdicts.size();
    verdicts = options.selection().of(verdicts);
    boolean complete = header(page, shown, notices);
    if (filter != null) {
      page.put("Only tasks that match ").put(options.selection().options()).put(": ");
      page.put(Numbers.count(filter.found())).put(" found");
      page.put(", and what they wait for").nl();
    }
    if (verdicts.size() < before) {
      page.put("Only findings that match --kind: ").put(Numbers.count(verdicts.size()));
      page.put(" of ").put(Numbers.count(before)).nl();
    }
    page.nl();
    if (ahead != null && ahead.isDone(shown)) {
      new FindingsSection(ahead.scene(page), ahead.queues()).write(verdicts, complete);
      page.paste(ahead.sections());
    } else {
      Scene scene = new Scene(shown, options, page);
      new FindingsSection(scene, null).write(verdicts, complete);
      sections(scene);
    }
    notices(page, notices, shown.processes().size() > 1);
    page.flush();
  }

  /**
   * Notices but for unknown owners, since the text says so wherever it names the thing itself, and
   * for layouts that were found, which are in the header.
   */
  private static List<GraphNotice> notSeen(Graph graph) {
    List<GraphNotice> notices = new ArrayList<>();
    for (GraphNotice notice : graph.notices()) {
      if (notice.isGap()) {
        notices.add(notice);
      }
    }
    return notices;
  }

  private static boolean header(Page page, Graph graph, List<GraphNotice> notices)
      throws IOException {
    HeaderSection header = new HeaderSection(page, notices);
    boolean complete = true;
    for (ProcessInfo process : graph.processes()) {
      header.write(process);
      complete &= process.complete();
    }
    for (GraphNotice notice : graph.notices()) {
      if (notice.code().equals(GraphNotice.LAYOUT_FOUND)) {
        page.sentence(Style.FAINT, notice.text(), 0, 4).nl();
      }
    }
    return complete;
  }

  /** What says nothing of findings. */
  static void sections(Scene scene) throws IOException {
    List<ProcessInfo> processes = scene.graph.processes();
    for (ProcessInfo process : processes) {
      if (processes.size() > 1) {
        Page page = scene.page;
        page.heading("Process ").raw(process.id());
        page.put(process.name().isEmpty() ? "" : " ").raw(process.name()).nl().nl();
      }
      sections(scene, process.id());
    }
  }

  private static void sections(Scene scene, String process) throws IOException {
    Census census = new Census(scene.graph, scene.links, process);
    TasksSection tasks = new TasksSection(scene, census);
    tasks.waiting();
    ResourcesSection resources = new ResourcesSection(scene);
    resources.write("Who holds what", "resource", "resources", census.resources());
    resources.write("Channels", "channel", "channels", census.channels());
    ExecutorsSection executors = new ExecutorsSection(scene);
    executors.write(census.executors());
    executors.scopes(process);
    if (scene.options.all()) {
      tasks.others();
    }
    scene.sayHidden();
  }

  /** The sentences behind the header's codes, where one line could not hold them. */
  private static void notices(Page page, List<GraphNotice> notices, boolean several)
      throws IOException {
    List<GraphNotice> left = new ArrayList<>();
    for (GraphNotice notice : notices) {
      if (!HeaderSection.hasRoomFor(notice, notices)) {
        left.add(notice);
      }
    }
    if (left.isEmpty()) {
      return;
    }
    page.heading("Not seen: " + Numbers.count(left.size())).nl();
    for (GraphNotice notice : left) {
      String process = several && !notice.process().isEmpty() ? notice.process() + " " : "";
      page.sentence(Style.FAINT, process + HeaderSection.sentence(notice), 0, 4).nl();
    }
  }
}
