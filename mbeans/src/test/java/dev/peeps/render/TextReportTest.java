package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.graph.EntityKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextReportTest {

  @TestFactory
  Stream<DynamicTest> theAnswerIsInTheThreeLinesAfterTheHeader() {
    return Samples.tests(
        (name, sample) -> {
          List<String> lines = GoldenTest.text(sample, ReportOptions.defaults()).lines().toList();
          int header = lines.indexOf("");
          String answer = String.join("\n", lines.subList(header + 1, header + 4));
          assertThat(answer).containsAnyOf("DEADLOCK (", "Nothing found that is surely stuck");
        });
  }

  @TestFactory
  Stream<DynamicTest> noControlCharacterGetsOut() {
    ReportOptions all = new ReportOptions.Builder().all(true).stacks(true).build();
    return Samples.tests(
        (name, sample) -> {
          String text = GoldenTest.text(sample, all);
          String own = text.replace("\n", "").replace("\t", "");
          assertThat(Escapes.text(own)).isEqualTo(own);
        });
  }

  @Test
  void aHundredThousandLikeThreadsAreOneGroup() throws IOException {
    String text = GoldenTest.text(WaitingSamples.likeTasks(100_000), ReportOptions.defaults());
    assertThat(text).hasSizeLessThan(5_000).contains("100,000 tasks like this, \"request-0\"");
  }

  @Test
  void aHundredThousandThreadsWithLocksOfTheirOwnStayShort() throws IOException {
    Sketch sketch = Sketch.of("com.acme.Many");
    for (int i = 0; i < 100_000; i++) {
      sketch
          .virtual(i, "", "WAITING", Sketch.PARKED)
          .lock("lock-" + i, Sketch.REENTRANT)
          .needs("thread-" + i, "lock-" + i);
    }
    assertThat(GoldenTest.text(sketch, ReportOptions.defaults()))
        .hasSizeLessThan(100_000)
        .contains("they wait for 100,000 different things")
        .contains("... and 99,900 more");
  }

  @Test
  void topLimitsAndCounts() throws IOException {
    ReportOptions one = new ReportOptions.Builder().top(1).build();
    assertThat(GoldenTest.text(DeadlockSamples.severalFindings(), one))
        .contains("1. DEADLOCK")
        .doesNotContain("2. DEADLOCK")
        .contains("... and 1 more finding (--top shows more)")
        .contains("... and 1 more group of 2 tasks (--top shows more)")
        .contains("... and 3 more (--top)");
    ReportOptions unlimited = new ReportOptions.Builder().top(0).build();
    assertThat(GoldenTest.text(DeadlockSamples.severalFindings(), unlimited))
        .doesNotContain("... and");
  }

  @Test
  void taskShowsTheTasksThatMatchAndWhatTheyNeed() throws IOException {
    ReportOptions readers =
        new ReportOptions.Builder()
            .selection(Selection.ALL.task(Pattern.compile("^reader-7$")))
            .build();
    assertThat(GoldenTest.text(DeadlockSamples.readWrite(), readers))
        .contains("Only tasks that match --task: 1 found, and what they wait for")
        .contains("DEADLOCK (proved")
        .contains("\"reader-7\" #32")
        .contains("held by \"refresher\" #21")
        .doesNotContain("\"reader-8\"");
    ReportOptions frames =
        new ReportOptions.Builder()
            .selection(Selection.ALL.task(Pattern.compile("Vacuum\\.run")))
            .build();
    assertThat(GoldenTest.text(WaitingSamples.noFindings(), frames)).contains("--task: 1 found");
  }

  @Test
  void stacksShowsEveryMember() throws IOException {
    ReportOptions stacks = new ReportOptions.Builder().stacks(true).build();
    String text = GoldenTest.text(DeadlockSamples.readWrite(), stacks);
    assertThat(text.split("com.acme.Cache.get\\(Cache.java:44\\)\n", -1)).hasSize(7);
  }

  @Test
  void deepStacksAreCutAndCounted() throws IOException {
    String[] deep = new String[1000];
    Arrays.fill(deep, "com.acme.Deep.down(Deep.java:1)");
    Sketch sketch =
        Sketch.of("com.acme.Deep").thread(1, "deep", "WAITING", Sketch.stack(Sketch.PARKED, deep));
    assertThat(GoldenTest.text(sketch, ReportOptions.defaults()))
        .contains("\t... 903 more frames (--stacks shows them)");
    ReportOptions stacks = new ReportOptions.Builder().stacks(true).build();
    assertThat(GoldenTest.text(sketch, stacks).lines()).hasSizeGreaterThan(1003);
  }

  @Test
  void sentencesAreWrappedAndStacksAreNot() throws IOException {
    ReportOptions narrow = new ReportOptions.Builder().width(60).build();
    String text = GoldenTest.text(DeadlockSamples.deadlockOfTwo(), narrow);
    List<String> verdict =
        text.lines().dropWhile(line -> !line.startsWith("DEADLOCK")).limit(4).toList();
    assertThat(verdict).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    assertThat(verdict.get(1)).startsWith("    ");
    assertThat(text).contains("\tat com.acme.audit.Auditor.snapshot(Auditor.java:19)\n");
  }

  @Test
  void colourTakesNothingAway() throws IOException {
    Palette palette =
        new Palette() {
          @Override
          public String on(Style style) {
            return "\u001b[" + style.name().length() + "m";
          }

          @Override
          public String off() {
            return "\u001b[m";
          }
        };
    ReportOptions colour = new ReportOptions.Builder().palette(palette).build();
    for (Sketch sketch : Samples.all().values()) {
      String plain = GoldenTest.text(sketch, ReportOptions.defaults());
      String coloured = GoldenTest.text(sketch, colour);
      assertThat(coloured).contains("\u001b[7m").isNotEqualTo(plain);
      assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
    }
  }

  @Test
  void whatNothingIsConcludedFromIsSaid() throws IOException {
    Sketch sketch =
        Sketch.of("x")
            .thing(
                "thread-7",
                EntityKind.THREAD,
                "java.lang.Thread",
                entity -> entity.name("quick").state("WAITING").attribute("moved", true))
            .thing(
                "future-8",
                EntityKind.FUTURE,
                "F",
                entity -> entity.state("pending").attribute("incomplete", true));
    assertThat(GoldenTest.text(sketch, ReportOptions.defaults()))
        .contains("It went on while it was looked at: nothing is concluded from its stack.")
        .contains("Not seen in full: nothing is concluded from what is missing.")
        .doesNotContain("moved=")
        .doesNotContain("incomplete=");
  }

  @Test
  void optionsRefuseNonsense() {
    assertThatThrownBy(() -> new ReportOptions.Builder().top(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("top");
    assertThatThrownBy(() -> new ReportOptions.Builder().width(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width");
  }

  @Test
  void summaryCounts() {
    Sketch sketch = DeadlockSamples.deadlockOfTwo();
    Summary summary = Summary.of(sketch.builder.build(), sketch.findings);
    assertThat(summary.entities()).isEqualTo(7);
    assertThat(summary.line())
        .startsWith("3 waiting, 1 idle, 1 running; 1 finding: deadlock: \"order-writer\" holds");
    assertThat(Summary.of(WaitingSamples.nothingWaits().builder.build(), List.of()).line())
        .isEqualTo("0 waiting, 0 idle, 1 running; nothing found that is stuck");
  }
}
