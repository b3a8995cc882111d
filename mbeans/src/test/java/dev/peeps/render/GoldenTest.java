package dev.peeps.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole reports compared with files under src/test/resources. {@code -Dpeeps.golden=write} writes
 * the files anew; read the difference before it is committed.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/peeps/render/golden");

  @TestFactory
  Stream<DynamicTest> text() {
    return Samples.tests(
        (name, sample) -> compare(name + ".txt", text(sample, ReportOptions.defaults())));
  }

  /**
   * What was written while somebody looked for the findings is what would be written afterwards.
   */
  @TestFactory
  Stream<DynamicTest> ahead() {
    return Samples.tests(
        (name, sample) -> {
          Graph graph = sample.builder.build();
          ReportOptions options = ReportOptions.defaults();
          SectionsAhead ahead = SectionsAhead.begin(graph, options);
          assertThat(ahead.isDone(graph)).isTrue();
          StringBuilder text = new StringBuilder();
          TextReport.write(graph.with(List.of()), sample.findings, options, ahead, text);
          compare(name + ".txt", text.toString());
          assertThat(ahead.isDone(sample.builder.build())).as("of another graph").isFalse();
        });
  }

  /** What is too long to be kept is written block by block, as it would be without. */
  @Test
  void aTextThatIsTooLongIsNotKept() throws IOException {
    Sketch sample = Samples.all().get("deadlock-of-two");
    Graph graph = sample.builder.build();
    ReportOptions options = ReportOptions.defaults();
    SectionsAhead ahead = SectionsAhead.begin(graph, options, 100);
    assertThat(ahead.isDone(graph)).isFalse();
    StringBuilder text = new StringBuilder();
    TextReport.write(graph, sample.findings, options, ahead, text);
    compare("deadlock-of-two.txt", text.toString());
  }

  @TestFactory
  Stream<DynamicTest> everything() {
    ReportOptions all = new ReportOptions.Builder().all(true).stacks(true).build();
    return Stream.of("deadlock-of-two", "executors", "channels", "no-findings")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> compare(name + "-all.txt", text(Samples.all().get(name), all))));
  }

  @TestFactory
  Stream<DynamicTest> json() {
    return Stream.of("deadlock-of-two", "futures", "control-characters", "executors")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Sketch sample = Samples.all().get(name);
                      StringBuilder json = new StringBuilder();
                      JsonReport.write(
                          sample.builder.build(), sample.findings, ReportOptions.defaults(), json);
                      compare(name + ".json", json.toString());
                    }));
  }

  static String text(Sketch sample, ReportOptions options) throws IOException {
    StringBuilder text = new StringBuilder();
    TextReport.write(sample.builder.build(), sample.findings, options, text);
    return text.toString();
  }

  private static void compare(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("write".equals(System.getProperty("peeps.golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
