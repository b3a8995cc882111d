package dev.peeps.cli.dump;

import dev.peeps.cli.show.Screen;
import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.render.JsonReport;
import dev.peeps.render.ReportOptions;
import dev.peeps.render.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A graph and its findings in the form that was asked for. */
final class Report {
  private final DumpOptions options;
  private final boolean terminal;

  /**
   * @param terminal whether a terminal will show it
   */
  Report(DumpOptions options, boolean terminal) {
    this.options = options;
    this.terminal = terminal;
  }

  /** Writes it in UTF-8, block by block: the JSON of 100,000 threads takes 150 MB. */
  void write(Graph graph, List<Finding> findings, OutputStream to) throws IOException {
    Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    if (options.json()) {
      JsonReport.write(graph, findings, reportOptions(), writer);
    } else {
      TextReport.write(graph, findings, reportOptions(), writer);
    }
    writer.flush();
  }

  private ReportOptions reportOptions() {
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
