package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import java.util.List;

/** A dump in numbers: for MBean attributes, notifications and one-line lists. Immutable. */
public final class Summary {
  private final int entities;
  private final int waiting;
  private final int idle;
  private final int running;
  private final int findings;
  private final String verdict;

  private Summary(Graph graph, List<Finding> findings) {
    Census census = new Census(graph, new Links(graph), null);
    this.entities = graph.entities().size();
    this.waiting = census.waiting().size();
    this.idle = census.idle().size();
    this.running = census.running().size();
    this.findings = findings.size();
    this.verdict = findings.isEmpty() ? "" : findings.get(0).summary();
  }

  /** Counts. Cost: linear in the graph. */
  public static Summary of(Graph graph, List<Finding> findings) {
    return new Summary(graph, findings);
  }

  public int entities() {
    return entities;
  }

  /** Tasks that wait for something other than work, as the text report counts them. */
  public int waiting() {
    return waiting;
  }

  /** Tasks that wait for work. */
  public int idle() {
    return idle;
  }

  /** Tasks that wait for nothing that is known. */
  public int running() {
    return running;
  }

  public int findings() {
    return findings;
  }

  /**
   * One escaped line: {@code 12 waiting, 14 idle, 2 running; 1 finding: deadlock: …}; without a
   * finding {@code 12 waiting, 14 idle, 2 running; nothing found that is stuck}.
   */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append(Numbers.count(waiting)).append(" waiting, ");
    line.append(Numbers.count(idle)).append(" idle, ");
    line.append(Numbers.count(running)).append(" running; ");
    if (findings == 0) {
      return line.append("nothing found that is stuck").toString();
    }
    line.append(Numbers.count(findings, "finding")).append(": ");
    return Escapes.text(line, verdict).toString();
  }
}
