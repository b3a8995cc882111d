package dev.peeps.cli.json;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Graph;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dump that was saved with {@code peeps dump --format=json}, as a graph again. Immutable.
 *
 * <p>Its findings are those of the time when it was made, with the certainty that they had then:
 * some were confirmed by a second look, which nobody can take any more. Writing graph and findings
 * out gives the file again, but for keys that this version does not know.
 */
public final class JsonDump {
  private final Graph graph;
  private final List<Finding> findings;

  JsonDump(Graph graph, List<Finding> findings) {
    this.graph = graph;
    this.findings = List.copyOf(findings);
  }

  /**
   * Reads a file. Cost: one pass; memory for the graph alone, equal texts and stacks shared.
   *
   * @throws JsonDumpException when it is not JSON, not a dump, of an unknown version, or refers to
   *     what it does not have; says where
   * @throws IOException when the file cannot be read
   */
  public static JsonDump read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new DumpReader(in).read();
    }
  }

  /** Processes, entities, edges, scopes and notices. */
  public Graph graph() {
    return graph;
  }

  /** What was found when the dump was made, in its order. */
  public List<Finding> findings() {
    return findings;
  }
}
