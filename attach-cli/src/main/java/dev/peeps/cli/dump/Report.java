package dev.peeps.cli.dump;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import dev.peeps.render.JsonReport;
import dev.peeps.render.Palette;
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
  private static final int MIN_WIDTH = 40;

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
    ReportOptions.Builder builder =
        new ReportOptions.Builder()
            .all(options.all())
            .stacks(options.stacks())
            .task(options.task())
            .width(terminal ? columns(System.getenv("COLUMNS")) : 0)
            .palette(color(System.getenv("NO_COLOR"), System.getenv("TERM")));
    if (options.top() > 0) {
      builder.top(options.top());
    }
    return builder.build();
  }

  private Palette color(String noColor, String term) {
    boolean wanted =
        switch (options.color()) {
          case "always" -> true;
          case "never" -> false;
          default -> terminal && (noColor == null || noColor.isEmpty()) && !"dumb".equals(term);
        };
    return wanted && !options.json() ? new JansiPalette() : Palette.NONE;
  }

  private static int columns(String text) {
    try {
      int columns = text == null ? 0 : Integer.parseInt(text);
      return columns < MIN_WIDTH ? 0 : columns;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
