package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.peeps.graph.EntityKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonReportTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> everySampleFitsTheSchema() throws IOException {
    JsonSchema schema = schema();
    return Samples.tests(
        (name, sample) ->
            assertThat(schema.validate(tree(sample, ReportOptions.defaults()))).isEmpty());
  }

  @Test
  void theSchemaNoticesWhatIsWrong() throws IOException {
    String good = json(DeadlockSamples.deadlockOfTwo(), ReportOptions.defaults());
    for (String[] change :
        new String[][] {
          {"\"peeps\":1", "\"peeps\":2"},
          {"\"kind\":\"needs\"", "\"kind\":\"wants\""},
          {"\"certainty\":\"proved\"", "\"certainty\":\"sure\""},
          {"\"stack\":[\"", "\"stack\":[1,\""},
          {"\"complete\":true", "\"complete\":1"}
        }) {
      assertThat(good).contains(change[0]);
      JsonNode bad = JACKSON.readTree(good.replace(change[0], change[1]));
      assertThat(schema().validate(bad)).as(change[1]).isNotEmpty();
    }
  }

  @Test
  void allThatTheGraphSaysIsThere() throws IOException {
    JsonNode root = tree(DeadlockSamples.deadlockOfTwo(), ReportOptions.defaults());
    assertThat(root.fieldNames())
        .toIterable()
        .containsExactly(
            "peeps", "processes", "entities", "edges", "scopes", "events", "findings", "notices");
    JsonNode cut = root.at("/processes/0/cut");
    assertThat(cut.get("pauseMillis").doubleValue()).isEqualTo(23.14);
    assertThat(cut.get("complete").booleanValue()).isTrue();
    JsonNode writer = root.at("/entities/0");
    assertThat(writer.get("id").textValue()).isEqualTo("4711/thread-31");
    assertThat(writer.get("kind").textValue()).isEqualTo("thread");
    assertThat(writer.get("attributes").get("tid").longValue()).isEqualTo(31);
    assertThat(writer.get("stack").get(0).textValue())
        .isEqualTo("com.acme.ledger.Ledger.post(Ledger.java:41)");
    assertThat(root.at("/findings/0/tasks")).hasSize(3);
    assertThat(root.at("/findings/0/doubt").textValue()).isEmpty();
  }

  @Test
  void namesComeBackUnchangedAndPrintingIsSafe() throws IOException {
    Sketch sketch = HostileSamples.controlCharacters();
    String json = json(sketch, ReportOptions.defaults());
    assertThat(json.replace("\n", "")).isEqualTo(Escapes.text(json.replace("\n", "")));
    String name = sketch.builder.build().entity("4711/thread-21").name();
    assertThat(JACKSON.readTree(json).at("/entities/0/name").textValue()).isEqualTo(name);
  }

  @Test
  void choicesAndTimedWaitsAreMarked() throws IOException {
    JsonNode edges = tree(WaitingSamples.futures(), ReportOptions.defaults()).get("edges");
    List<String> marked = new ArrayList<>();
    for (JsonNode edge : edges) {
      if (edge.has("choice") || edge.has("timed")) {
        marked.add(edge.get("to").textValue());
      }
    }
    assertThat(marked)
        .containsExactly(
            "4711/future-3",
            "4711/future-4",
            "4711/future-5",
            "4711/future-6",
            "4711/future-7",
            "4711/future-8",
            "4711/future-9");
  }

  @Test
  void attributesKeepTheirTypes() throws IOException {
    Sketch sketch =
        Sketch.of("x")
            .thing(
                "custom-1",
                EntityKind.CUSTOM,
                "T",
                entity ->
                    entity
                        .attribute("text", "a")
                        .attribute("number", 7L)
                        .attribute("decimal", 0.5)
                        .attribute("nan", Double.NaN)
                        .attribute("yes", true)
                        .attribute("list", List.of("a", 1L, false)));
    JsonNode attributes = tree(sketch, ReportOptions.defaults()).at("/entities/0/attributes");
    assertThat(attributes)
        .hasToString(
            "{\"text\":\"a\",\"number\":7,\"decimal\":0.5,\"nan\":\"NaN\",\"yes\":true,"
                + "\"list\":[\"a\",1,false]}");
  }

  @Test
  void taskKeepsWhatTheTasksNeed() throws IOException {
    ReportOptions one =
        new ReportOptions.Builder()
            .selection(Selection.ALL.task(Pattern.compile("auditor")))
            .build();
    JsonNode root = tree(DeadlockSamples.deadlockOfTwo(), one);
    List<String> ids = new ArrayList<>();
    root.get("entities").forEach(entity -> ids.add(entity.get("id").textValue()));
    assertThat(ids)
        .containsExactly("4711/thread-31", "4711/thread-32", "4711/lock-1c", "4711/lock-2d");
    assertThat(root.get("findings")).hasSize(1);
    ReportOptions none =
        new ReportOptions.Builder()
            .selection(Selection.ALL.task(Pattern.compile("nobody")))
            .build();
    JsonNode empty = tree(DeadlockSamples.deadlockOfTwo(), none);
    assertThat(empty.get("entities")).isEmpty();
    assertThat(empty.get("findings")).isEmpty();
    assertThat(schema().validate(empty)).isEmpty();
  }

  @Test
  void everyElementHasALineOfItsOwn() throws IOException {
    String json = json(DeadlockSamples.severalProcesses(), ReportOptions.defaults());
    assertThat(json.lines().skip(1).limit(1)).containsExactly("\"processes\":[");
    assertThat(json.lines().filter(line -> line.startsWith("{\"id\":\"4"))).hasSize(6);
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
  }

  private static JsonNode tree(Sketch sketch, ReportOptions options) throws IOException {
    return JACKSON.readTree(json(sketch, options));
  }

  private static String json(Sketch sketch, ReportOptions options) throws IOException {
    StringBuilder json = new StringBuilder();
    JsonReport.write(sketch.builder.build(), sketch.findings, options, json);
    return json.toString();
  }
}
