package dev.peeps.render;

import dev.peeps.finding.Finding;
import dev.peeps.graph.Edge;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The async dump as JSON, format 1: peeps-json(5), with a schema in {@value #SCHEMA} beside this
 * class. One entity, edge, scope, finding or notice a line, in the graph's order; deterministic for
 * equal input. Streamed: needs no memory that grows with the graph but one text per distinct stack.
 */
public final class JsonReport {
  /** Version of the format, the value of the key {@code peeps}. */
  public static final int FORMAT = 1;

  /** Resource beside this class: the JSON Schema of the format. */
  public static final String SCHEMA = "peeps-1.schema.json";

  private final JsonWriter json;

  /** Equal stacks share one list, so that looking them up by identity costs nothing. */
  private final IdentityHashMap<List<String>, String> stacks = new IdentityHashMap<>();

  private JsonReport(Appendable to) {
    this.json = new JsonWriter(to);
  }

  /**
   * Writes the whole graph, or the part that is selected; other options do not matter here. Ended
   * by a line feed.
   *
   * @throws IOException when the destination does; what was written until then stays
   */
  public static void write(
      Graph graph, List<Finding> findings, ReportOptions options, Appendable to)
      throws IOException {
    Selection selection = options.selection();
    if (selection.isPart()) {
      TaskFilter filter = TaskFilter.of(graph, selection);
      List<Finding> kept = selection.of(filter.findings(findings));
      new JsonReport(to).report(filter.graph(), kept, null);
    } else {
      new JsonReport(to).report(graph, selection.of(findings), null);
    }
  }

  /** What another command adds to the dump: its answer, under a key of its own. */
  interface Answer {
    /** Writes one key with its value. */
    void write(JsonWriter json) throws IOException;
  }

  /** The graph, with an answer before it. */
  static void writeWith(Graph graph, List<Finding> findings, Answer answer, Appendable to)
      throws IOException {
    new JsonReport(to).report(graph, findings, answer);
  }

  private void report(Graph graph, List<Finding> findings, Answer answer) throws IOException {
    json.open('{').key("peeps", FORMAT);
    if (answer != null) {
      answer.write(json.line());
    }
    array("processes");
    for (ProcessInfo process : graph.processes()) {
      process(process);
    }
    end();
    array("entities");
    for (Entity entity : graph.entities()) {
      entity(entity);
    }
    end();
    array("edges");
    for (Edge edge : graph.edges()) {
      edge(edge);
    }
    end();
    array("scopes");
    for (Scope scope : graph.scopes()) {
      scope(scope);
    }
    end();
    array("events");
    json.close(']');
    array("findings");
    for (Finding finding : findings) {
      finding(json, finding);
    }
    end();
    array("notices");
    for (GraphNotice notice : graph.notices()) {
      notice(notice);
    }
    json.nl().close(']').nl().close('}').nl().flush();
  }

  private void array(String key) throws IOException {
    json.line().key(key).open('[');
  }

  private void end() throws IOException {
    json.nl().close(']');
  }

  private void process(ProcessInfo process) throws IOException {
    json.line()
        .open('{')
        .key("id", process.id())
        .key("pid", process.pid())
        .key("name", process.name());
    Map<String, String> facts = process.facts();
    start(facts);
    number("uptimeMillis", facts, "uptimeMillis");
    json.key("cut").open('{');
    millis("pauseMillis", facts, "pauseNanos");
    millis("safepointMillis", facts, "safepointNanos");
    millis("closingMillis", facts, "closingNanos");
    millis("totalMillis", facts, "totalNanos");
    json.key("complete", process.complete());
    if (facts.containsKey("walk")) {
      json.key("walk", facts.get("walk"));
    }
    if (facts.containsKey("via")) {
      json.key("via", facts.get("via"));
    }
    number("objects", facts, "objects");
    number("bytes", facts, "bytes");
    number("threads", facts, "threads");
    number("virtualThreads", facts, "virtualThreads");
    json.close('}');
    file(facts);
    json.map("facts", facts).close('}');
  }

  /** The fact of that name is when the cut was begun. */
  private void start(Map<String, String> facts) {
    long taken = HeaderSection.number(facts, "timestampMillis");
    long uptime = HeaderSection.number(facts, "uptimeMillis");
    if (taken > 0 && uptime >= 0) {
      json.key("startMillis", taken - uptime);
    } else {
      number("startMillis", facts, "startMillis");
    }
  }

  private void file(Map<String, String> facts) throws IOException {
    if (!facts.containsKey("kind")) {
      return;
    }
    json.key("file").open('{').key("kind", facts.get("kind"));
    for (String key : new String[] {"path", "format", "threadDump"}) {
      String value = facts.get(key.equals("path") ? "file" : key);
      if (value != null) {
        json.key(key, value);
      }
    }
    number("writtenMillis", facts, "timestampMillis");
    number("passes", facts, "passes");
    millis("readMillis", facts, "readNanos");
    json.close('}');
  }

  private void number(String key, Map<String, String> facts, String fact) {
    long number = HeaderSection.number(facts, fact);
    if (number >= 0) {
      json.key(key, number);
    }
  }

  private void millis(String key, Map<String, String> facts, String fact) {
    long nanos = HeaderSection.number(facts, fact);
    if (nanos >= 0) {
      json.key(key).literal(Numbers.jsonMillis(nanos));
    }
  }

  private void entity(Entity entity) throws IOException {
    json.line().open('{').key("id", entity.id()).key("process", entity.process());
    json.key("kind", entity.kind().word()).key("type", entity.type()).key("name", entity.name());
    json.key("state", entity.state()).key("idle", entity.idle());
    json.map("attributes", entity.attributes());
    json.key("stack").literal(stack(entity.stack()));
    json.key("logicalStack").literal(stack(entity.logicalStack()));
    json.close('}');
  }

  private String stack(List<String> stack) {
    if (stack.isEmpty()) {
      return "[]";
    }
    String text = stacks.get(stack);
    if (text == null) {
      StringBuilder array = new StringBuilder(stack.size() * 64).append('[');
      for (String frame : stack) {
        if (array.length() > 1) {
          array.append(',');
        }
        Escapes.json(array, frame);
      }
      text = array.append(']').toString();
      stacks.put(stack, text);
    }
    return text;
  }

  private void edge(Edge edge) throws IOException {
    json.line()
        .open('{')
        .key("from", edge.from())
        .key("to", edge.to())
        .key("kind", edge.kind().word());
    json.key("evidence", word(edge.evidence())).key("reason", edge.reason());
    if (edge.choice() != null) {
      json.key("choice", edge.choice());
    }
    if (edge.timed()) {
      json.key("timed", true);
    }
    json.close('}');
  }

  private static String word(Evidence evidence) {
    return evidence.name().toLowerCase(Locale.ROOT);
  }

  private void scope(Scope scope) throws IOException {
    json.line().open('{').key("id", scope.id()).key("process", scope.process());
    json.key("kind", scope.kind()).key("name", scope.name()).key("entity");
    if (scope.entity() == null) {
      json.literal("null");
    } else {
      json.string(scope.entity());
    }
    json.strings("members", scope.members()).close('}');
  }

  static void finding(JsonWriter json, Finding finding) throws IOException {
    json.line().open('{').key("kind", finding.kind().word());
    json.key("certainty", finding.certainty().word()).key("summary", finding.summary());
    json.strings("tasks", finding.tasks()).strings("chain", finding.chain());
    json.strings("culprits", finding.culprits()).key("site", finding.site());
    json.key("doubt", finding.doubt()).close('}');
  }

  private void notice(GraphNotice notice) throws IOException {
    json.line().open('{').key("process", notice.process()).key("code", notice.code());
    json.key("count", notice.count()).key("text", notice.text()).close('}');
  }
}
