package dev.peeps.cli.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.GraphNotice;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.graph.Scope;
import dev.peeps.render.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From JSON, key by key in any order, to a graph. Keys that it does not know are skipped. */
final class DumpReader {
  private final Values values;
  private final Graph.Builder graph = new Graph.Builder();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> processes = new HashSet<>();
  private final Set<String> ids = new HashSet<>();

  /** Ids that have to be there in the end, with the place where they were used. */
  private final List<Reference> references = new ArrayList<>();

  private boolean versioned;

  DumpReader(InputStream in) throws IOException {
    this.values = new Values(in);
  }

  JsonDump read() throws IOException {
    values.open(JsonToken.START_OBJECT, "this");
    for (String key = values.key(); key != null; key = values.key()) {
      section(key);
    }
    if (!versioned) {
      throw new JsonDumpException("no key \"peeps\": this is not a dump of peeps", 0, 0);
    }
    if (values.next() != null) {
      throw values.wrong("something stands behind the end of the dump");
    }
    for (Reference reference : references) {
      if (!(reference.process ? processes : ids).contains(reference.id)) {
        throw new JsonDumpException(
            (reference.process ? "no process \"" : "no entity \"") + reference.id + "\"",
            reference.line,
            reference.column);
      }
    }
    return new JsonDump(graph.build(), findings);
  }

  private void section(String key) throws IOException {
    switch (key) {
      case "peeps":
        long version = values.number(key);
        if (version != JsonReport.FORMAT) {
          throw values.wrong(
              "version " + version + " of the format, but only 1 is known: made by a newer peeps");
        }
        versioned = true;
        break;
      case "processes":
      case "entities":
      case "edges":
      case "scopes":
      case "findings":
      case "notices":
        values.open(JsonToken.START_ARRAY, "\"" + key + "\"");
        while (values.nextObject("an element of \"" + key + "\"")) {
          element(key);
        }
        break;
      default:
        values.skip();
    }
  }

  private void element(String section) throws IOException {
    switch (section) {
      case "processes":
        process();
        break;
      case "entities":
        entity();
        break;
      case "edges":
        edge();
        break;
      case "scopes":
        scope();
        break;
      case "findings":
        finding();
        break;
      default:
        notice();
    }
  }

  private void process() throws IOException {
    String id = null;
    long pid = -1;
    String name = "";
    boolean complete = true;
    Map<String, String> facts = Map.of();
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "id" -> id = values.text(key);
        case "pid" -> pid = values.number(key);
        case "name" -> name = values.text(key);
        case "cut" -> complete = cut();
        case "facts" -> facts = values.textsByKey(key);
        default -> values.skip();
      }
    }
    if (!processes.add(required(id, "id"))) {
      throw values.wrong("two processes with the id \"" + id + "\"");
    }
    graph.process(new ProcessInfo(id, pid, name, facts, complete));
  }

  /** All else that it says is in the facts. */
  private boolean cut() throws IOException {
    boolean complete = true;
    values.open(JsonToken.START_OBJECT, "\"cut\"");
    for (String key = values.key(); key != null; key = values.key()) {
      if (key.equals("complete")) {
        complete = values.truth(key);
      } else {
        values.skip();
      }
    }
    return complete;
  }

  private void entity() throws IOException {
    String id = null;
    String process = null;
    EntityKind kind = null;
    String type = "";
    String name = "";
    String state = "";
    boolean idle = false;
    Map<String, Object> attributes = Map.of();
    List<String> stack = List.of();
    List<String> logicalStack = List.of();
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "id" -> id = values.text(key);
        case "process" -> process = process(key);
        case "kind" -> kind = word(EntityKind.values(), key);
        case "type" -> type = values.text(key);
        case "name" -> name = values.text(key);
        case "state" -> state = values.text(key);
        case "idle" -> idle = values.truth(key);
        case "attributes" -> attributes = values.facts(key);
        case "stack" -> stack = values.texts(key);
        case "logicalStack" -> logicalStack = values.texts(key);
        default -> values.skip();
      }
    }
    EntityBuilder builder =
        new EntityBuilder(required(id, "id"), required(process, "process"), required(kind, "kind"));
    builder.type(type).name(name).state(state).idle(idle).stack(stack).logicalStack(logicalStack);
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      builder.attribute(attribute.getKey(), attribute.getValue());
    }
    Entity entity = builder.build();
    if (!ids.add(id)) {
      throw values.wrong("two entities with the id \"" + id + "\"");
    }
    graph.entity(entity);
  }

  private void edge() throws IOException {
    String from = null;
    String to = null;
    EdgeKind kind = null;
    Evidence evidence = null;
    String reason = "";
    String choice = null;
    boolean timed = false;
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "from" -> from = entity(key);
        case "to" -> to = entity(key);
        case "kind" -> kind = word(EdgeKind.values(), key);
        case "evidence" -> evidence = word(Evidence.values(), key);
        case "reason" -> reason = values.text(key);
        case "choice" -> choice = values.text(key);
        case "timed" -> timed = values.truth(key);
        default -> values.skip();
      }
    }
    graph.edge(
        new Edge(
            required(from, "from"),
            required(to, "to"),
            required(kind, "kind"),
            required(evidence, "evidence"),
            reason,
            choice,
            timed));
  }

  private void scope() throws IOException {
    String id = null;
    String process = null;
    String kind = null;
    String name = "";
    String entity = null;
    List<String> members = List.of();
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "id" -> id = values.text(key);
        case "process" -> process = process(key);
        case "kind" -> kind = values.text(key);
        case "name" -> name = values.text(key);
        case "entity" -> entity = values.textOrNull(key);
        case "members" -> members = values.texts(key);
        default -> values.skip();
      }
    }
    graph.scope(
        new Scope(
            required(id, "id"),
            required(process, "process"),
            required(kind, "kind"),
            name,
            entity,
            members));
  }

  /** Its ids may be of tasks that {@code --task} has left out. */
  private void finding() throws IOException {
    FindingKind kind = null;
    Certainty certainty = null;
    String summary = null;
    List<String> tasks = List.of();
    List<String> chain = List.of();
    List<String> culprits = List.of();
    String site = "";
    String doubt = "";
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "kind" -> kind = word(FindingKind.values(), key);
        case "certainty" -> certainty = word(Certainty.values(), key);
        case "summary" -> summary = values.text(key);
        case "tasks" -> tasks = values.texts(key);
        case "chain" -> chain = values.texts(key);
        case "culprits" -> culprits = values.texts(key);
        case "site" -> site = values.text(key);
        case "doubt" -> doubt = values.text(key);
        default -> values.skip();
      }
    }
    findings.add(
        new Finding(
            required(kind, "kind"),
            required(certainty, "certainty"),
            required(summary, "summary"),
            tasks,
            chain,
            culprits,
            site,
            doubt));
  }

  private void notice() throws IOException {
    String process = "";
    String code = null;
    long count = 0;
    String text = "";
    for (String key = values.key(); key != null; key = values.key()) {
      switch (key) {
        case "process" -> process = values.text(key);
        case "code" -> code = values.text(key);
        case "count" -> count = values.number(key);
        case "text" -> text = values.text(key);
        default -> values.skip();
      }
    }
    graph.notice(new GraphNotice(process, required(code, "code"), count, text));
  }

  private String entity(String key) throws IOException {
    return reference(values.text(key), false);
  }

  private String process(String key) throws IOException {
    return reference(values.text(key), true);
  }

  private String reference(String id, boolean process) {
    // Nearly always it is there already; only what comes later is remembered with its place.
    if (!(process ? processes : ids).contains(id)) {
      references.add(new Reference(id, process, values.line(), values.column()));
    }
    return id;
  }

  /** One of the words of an enumeration, as they are written in JSON. */
  private <E extends Enum<E>> E word(E[] words, String key) throws IOException {
    String text = values.text(key);
    for (E word : words) {
      if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
        return word;
      }
    }
    throw values.wrong("\"" + key + "\" cannot be \"" + text + "\"");
  }

  private <T> T required(T value, String key) throws IOException {
    if (value == null) {
      throw values.wrong("an object without \"" + key + "\" ends here");
    }
    return value;
  }

  private record Reference(String id, boolean process, int line, int column) {}
}
