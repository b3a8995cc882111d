package dev.peeps.render;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.io.IOException;

/**
 * What a text report says of a graph whatever is found in it, written on a thread of its own while
 * somebody looks for findings: of a hundred thousand threads both take as long. {@link TextReport}
 * puts it in its place; the report is the same with it and without.
 *
 * <p>A text of more than {@value #LONGEST} characters is left to the report, which writes it block
 * by block and never has it in memory.
 */
public final class SectionsAhead {
  private static final int LONGEST = 8 << 20;

  private final Graph graph;
  private final ReportOptions options;
  private final int longest;
  private final StringBuilder queues = new StringBuilder();
  private final StringBuilder sections = new StringBuilder();
  private final Thread writer = new Writer();
  private Scene scene;
  private boolean done;

  private SectionsAhead(Graph graph, ReportOptions options, int longest) {
    this.graph = graph;
    this.options = options;
    this.longest = longest;
  }

  /**
   * Begins.
   *
   * @param options not with a selection of tasks: what is to be shown then is not known yet
   */
  public static SectionsAhead begin(Graph graph, ReportOptions options) {
    return begin(graph, options, LONGEST);
  }

  static SectionsAhead begin(Graph graph, ReportOptions options, int longest) {
    if (options.selection().isPart()) {
      throw new IllegalArgumentException("a part of the graph only");
    }
    SectionsAhead ahead = new SectionsAhead(graph, options, longest);
    ahead.writer.start();
    return ahead;
  }

  /** Waits for the end; false when it failed, or is of another graph than this. */
  boolean isDone(Graph shown) {
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return done && graph.sharesAllWith(shown);
  }

  /** For what is still to be written; once it is done. */
  Scene scene(Page page) {
    return new Scene(scene, page);
  }

  /** What {@link LongestQueues} say; once it is done. */
  CharSequence queues() {
    return queues;
  }

  /** All sections behind the findings; once it is done. */
  CharSequence sections() {
    return sections;
  }

  private void write() throws IOException {
    boolean complete = true;
    for (ProcessInfo process : graph.processes()) {
      complete &= process.complete();
    }
    Page page = page(queues);
    scene = new Scene(graph, options, page);
    new LongestQueues(scene).write(complete);
    page.flush();
    page = page(sections);
    TextReport.sections(new Scene(scene, page));
    page.flush();
  }

  private Page page(StringBuilder to) {
    return new Page(new Bounded(to), options.palette(), options.width());
  }

  /** Takes no more than so much. */
  private final class Bounded implements Appendable {
    private final StringBuilder to;

    Bounded(StringBuilder to) {
      this.to = to;
    }

    @Override
    public Appendable append(CharSequence text) throws IOException {
      return append(text, 0, text.length());
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) throws IOException {
      if (to.length() + (end - start) > longest) {
        throw new IOException("longer than " + longest + " characters");
      }
      to.append(text, start, end);
      return this;
    }

    @Override
    public Appendable append(char c) throws IOException {
      return append(String.valueOf(c));
    }
  }

  private final class Writer extends Thread {
    Writer() {
      super("peeps-text");
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        write();
        done = true;
      } catch (IOException | RuntimeException | Error e) {
        // Whoever needs it writes it then, and fails where somebody hears of it.
      }
    }
  }
}
