package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.peeps.diff.GraphDiff;
import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.why.Blocked;
import dev.peeps.why.Why;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What peeps why, check and diff print about the graphs of {@link Samples}. */
class AnswersTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private interface Text {
    void write(Appendable to) throws IOException;
  }

  @Test
  void theWayRoundACircleEndsWhereItBegan() throws IOException {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    Graph graph = sketch.builder.build();
    Why why = Why.of(graph, sketch.findings, graph.entity("4711/thread-31"));
    assertThat(text(to -> report(graph).text(why, to)))
        .isEqualTo(
            "\"order-writer\" #31, now BLOCKED at com.acme.ledger.Ledger.post(Ledger.java:41)\n"
                + "    -> needs <lock-2d> (a monitor of Ledger)\n"
                + "    -> held by \"auditor\" #32, entered at com.acme.audit.Auditor.run(Auditor.java:12),"
                + " now WAITING at com.acme.audit.Auditor.snapshot(Auditor.java:19)\n"
                + "    -> needs <lock-1c> (a ReentrantLock)\n"
                + "    -> held by \"order-writer\" #31: and that is where we began\n"
                + "DEADLOCK (proved): \"order-writer\" holds ReentrantLock@1c and needs monitor of"
                + " Ledger@2d, which \"auditor\" holds while it needs ReentrantLock@1c; 1 more task"
                + " waits behind it\n");
  }

  @Test
  void theWayIntoACircleSaysWhereItCloses() throws IOException {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    Graph graph = sketch.builder.build();
    Why why = Why.of(graph, sketch.findings, graph.entity("4711/thread-40"));
    assertThat(text(to -> report(graph).text(why, to)))
        .startsWith("\"http-1\" #40")
        .contains("and there we have been, the circle is closed\nDEADLOCK (proved)");
  }

  @Test
  void whoWaitsIsATree() throws IOException {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    Graph graph = sketch.builder.build();
    Blocked blocked = Blocked.of(graph, graph.entity("4711/thread-32"));
    assertThat(text(to -> report(graph).text(blocked, to)))
        .startsWith("\"auditor\" #32, now WAITING at ")
        .contains(": 2 tasks stuck behind it\n    <- <lock-2d> (a monitor of Ledger), held by it")
        .contains("\n        <- \"http-1\" #40 needs it, now BLOCKED at ")
        .contains("\"auditor\" #32 needs it: and that is where we began\n");
  }

  @Test
  void aLongWayIsCutInTheMiddleAndSaysSo() throws IOException {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    Graph graph = sketch.builder.build();
    Why why = Why.of(graph, sketch.findings, graph.entity("4711/thread-40"));
    ReportOptions three = new ReportOptions.Builder().top(3).build();
    String text = text(to -> new WhyReport(graph, three).text(why, to));
    assertThat(text.lines()).hasSize(5);
    assertThat(text).contains("... 3 more steps (--top)").contains("the circle is closed");
  }

  @Test
  void answersInJsonAreDumpsThatFitTheSchema() throws IOException {
    for (Map.Entry<String, Sketch> sample : Samples.all().entrySet()) {
      Sketch sketch = sample.getValue();
      Graph graph = sketch.builder.build();
      int tried = 0;
      for (Entity entity : graph.entities()) {
        if (tried++ < 20) {
          Why why = Why.of(graph, sketch.findings, entity);
          Blocked blocked = Blocked.of(graph, entity);
          valid(text(to -> report(graph).json(why, null, sketch.findings, to)));
          valid(text(to -> report(graph).json(null, blocked, sketch.findings, to)));
        }
      }
      valid(text(to -> check(sketch, Selection.ALL).json(to)));
    }
  }

  @Test
  void aHealthyProgramIsOneLine() throws IOException {
    Sketch sketch = WaitingSamples.nothingWaits();
    CheckReport report = check(sketch, Selection.ALL);
    assertThat(report.stuck()).isFalse();
    assertThat(text(to -> report.text(Palette.NONE, to)))
        .startsWith("nothing stuck in 4711 ")
        .hasLineCount(1);
  }

  @Test
  void aFindingIsOneLine() throws IOException {
    CheckReport report = check(DeadlockSamples.deadlockOfTwo(), Selection.ALL);
    assertThat(report.stuck()).isTrue();
    assertThat(text(to -> report.text(Palette.NONE, to)))
        .startsWith(
            "4711 com.acme.OrderService: DEADLOCK (proved, 3 tasks stuck): \"order-writer\"")
        .endsWith(", at com.acme.ledger.Ledger.post(Ledger.java:41)\n")
        .hasLineCount(1);
  }

  @Test
  void whatDoesNotCountIsSaid() throws IOException {
    Selection others = Selection.ALL.kinds(EnumSet.of(FindingKind.LOST));
    CheckReport report = check(DeadlockSamples.deadlockOfTwo(), others);
    assertThat(report.stuck()).isFalse();
    assertThat(text(to -> report.text(Palette.NONE, to)))
        .contains("nothing stuck", "not counted: 1 finding of another kind");
    Selection sure = Selection.ALL.atLeast(Certainty.PROVED);
    assertThat(check(DeadlockSamples.deadlockOfTwo(), sure).stuck()).isTrue();
    assertThat(check(DeadlockSamples.mixedVirtual(), sure).stuck()).isFalse();
  }

  @Test
  void locksAndExecutorsSelectTheirTasks() throws IOException {
    Selection ledger = Selection.ALL.lock(Pattern.compile("Ledger"));
    ReportOptions options = new ReportOptions.Builder().selection(ledger).build();
    assertThat(GoldenTest.text(DeadlockSamples.deadlockOfTwo(), options))
        .contains("Only tasks that match --lock: 3 found", "http-1", "DEADLOCK");
    Selection other = Selection.ALL.lock(Pattern.compile("Nowhere"));
    assertThat(
            GoldenTest.text(
                DeadlockSamples.deadlockOfTwo(),
                new ReportOptions.Builder().selection(other).build()))
        .contains("0 found")
        .doesNotContain("DEADLOCK");
    Selection pool = Selection.ALL.executor(Pattern.compile("ThreadPoolExecutor"));
    assertThat(
            GoldenTest.text(
                WaitingSamples.executors(), new ReportOptions.Builder().selection(pool).build()))
        .contains("Only tasks that match --executor: ");
  }

  @Test
  void theSameTwiceIsNoDifference() throws IOException {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    String text = text(to -> diff(sketch, sketch).text(to));
    assertThat(text)
        .contains("= DEADLOCK (proved): ", "Still waiting", "No difference.")
        .doesNotContain("\n+ ", "\n- ", "\n~ ");
  }

  @Test
  void aDifferenceIsSaidInTextAndJson() throws IOException {
    String text =
        text(to -> diff(WaitingSamples.noFindings(), DeadlockSamples.deadlockOfTwo()).text(to));
    assertThat(text).contains("\n+ DEADLOCK (proved): ", "New: ");
    JsonNode json =
        JACKSON.readTree(
            text(
                to -> diff(WaitingSamples.noFindings(), DeadlockSamples.deadlockOfTwo()).json(to)));
    assertThat(json.get("peepsDiff").asInt()).isEqualTo(1);
    assertThat(json.get("same").asBoolean()).isFalse();
    assertThat(json.get("newFindings")).hasSize(1);
    assertThat(json.get("appeared")).isNotEmpty();
  }

  @Test
  void namesAreEscaped() throws IOException {
    Sketch sketch = HostileSamples.controlCharacters();
    Graph graph = sketch.builder.build();
    for (Entity entity : graph.entities()) {
      Why why = Why.of(graph, sketch.findings, entity);
      clean(text(to -> report(graph).text(why, to)));
      clean(text(to -> report(graph).text(Blocked.of(graph, entity), to)));
    }
    clean(text(to -> check(sketch, Selection.ALL).text(Palette.NONE, to)));
    clean(text(to -> diff(WaitingSamples.noFindings(), sketch).text(to)));
  }

  private static void clean(String text) {
    String lines = text.replace("\n", "");
    assertThat(lines).isEqualTo(Escapes.text(lines));
  }

  private static WhyReport report(Graph graph) {
    return new WhyReport(graph, ReportOptions.defaults());
  }

  private static CheckReport check(Sketch sketch, Selection selection) {
    return new CheckReport(sketch.builder.build(), sketch.findings, selection, List.of());
  }

  private static DiffReport diff(Sketch before, Sketch after) {
    return new DiffReport(
        GraphDiff.of(
            before.builder.build(), before.findings, after.builder.build(), after.findings),
        ReportOptions.defaults());
  }

  private static String text(Text what) throws IOException {
    StringBuilder text = new StringBuilder();
    what.write(text);
    return text.toString();
  }

  private static void valid(String json) throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA)) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(JACKSON.readTree(json))).as(json).isEmpty();
    }
  }
}
