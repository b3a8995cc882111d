package dev.peeps.cli.dump;

import dev.peeps.cli.show.Screen;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.render.JsonReport;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.SectionsAhead;
import dev.peeps.render.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A graph and its findings in the form that was asked for. May be told of a large graph before the
 * findings are known, and begins to write then.
 */
final class Report implements Consumer<Graph> {
  /** With fewer entities, a thread more costs as much as it saves. */
  private static final int LARGE = 5000;

  private final DumpOptions options;
  private final boolean terminal;
  private ReportOptions reportOptions;
  private SectionsAhead ahead;

  /**
   * @param terminal whether a terminal will show it
   */
  Report(DumpOptions options, boolean terminal) {
    this.options = options;
    this.terminal = terminal;
  }

  @Override
  public void accept(Graph graph) {
    boolean part = options.selection().isPart();
    if (graph.entities().size() > LARGE && !options.json() && !part) {
      ahead = SectionsAhead.begin(graph, reportOptions());
    }
  }

  /** Writes it in UTF-8, block by block: the JSON of 100,000 threads takes 150 MB. */
  void write(Graph graph, List<Finding> findings, OutputStream to) throws IOException {
    Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    if (options.json()) {
      JsonReport.write(graph, findings, reportOptions(), writer);
    } else {
      TextReport.write(graph, findings, reportOptions(), ahead, writer);
    }
    writer.flush();
  }

  private ReportOptions reportOptions() {
    if (reportOptions == null) {
      reportOptions = makeOptions();
    }
    return reportOptions;
  }

  private ReportOptions makeOptions() {
    Screen screen = new Screen(null, terminal, options.color());
    ReportOptions.Builder builder =
        new ReportOptions.Builder()
            .all(options.all())
            .stacks(options.stacks())
            .selection(options.selection())
            .width(screen.width());
    if (!options.json()) {
      builder.palette(screen.palette());
    }
    if (options.top() > 0) {
      builder.top(options.top());
    }
    return builder.build();
  }
}
