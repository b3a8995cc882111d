package dev.peeps.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.graph.Entity;
import dev.peeps.render.JsonReport;
import dev.peeps.render.ReportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonDumpTest {
  /** What the writer's own tests have written. */
  private static final Path GOLDEN =
      Path.of("../mbeans/src/test/resources/dev/peeps/render/golden");

  private static final String ONE_LOCK =
      "{\"peeps\":1,\"processes\":[{\"id\":\"7\",\"pid\":7,\"name\":\"\",\"cut\":{\"complete\":true},"
          + "\"facts\":{}}],\n"
          + "\"entities\":[{\"id\":\"7/lock-1\",\"process\":\"7\",\"kind\":\"lock\"}],\n"
          + "\"edges\":[]}";

  @TempDir private Path folder;

  static Stream<Path> golden() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void whatWasReadIsWrittenAsItWas(Path file) throws IOException {
    assertThat(written(JsonDump.read(file))).isEqualTo(Files.readString(file));
  }

  @Test
  void thereAreDumpsToTryItOn() throws IOException {
    assertThat(golden()).hasSizeGreaterThan(3);
  }

  @Test
  void keysMayComeInAnyOrderAndNewOnesAreSkipped() throws IOException {
    JsonDump dump =
        read(
            "{\"edges\":[{\"reason\":\"\",\"to\":\"7/b-2\",\"evidence\":\"exact\",\"kind\":\"needs\","
                + "\"from\":\"7/a-1\",\"since\":[{\"x\":1}]}],\n"
                + "\"entities\":[{\"kind\":\"thread\",\"process\":\"7\",\"id\":\"7/a-1\"},\n"
                + "{\"kind\":\"lock\",\"process\":\"7\",\"id\":\"7/b-2\",\"attributes\":"
                + "{\"big\":123456789012345678901234567890,\"half\":0.5,\"list\":[\"a\",1,true]}}],\n"
                + "\"tomorrow\":{\"a\":[]},\"processes\":[{\"id\":\"7\"}],\"peeps\":1}");
    assertThat(dump.graph().edges()).hasSize(1);
    assertThat(dump.graph().entity("7/b-2").attributes())
        .containsEntry("half", 0.5)
        .containsEntry("big", 1.2345678901234568e29)
        .containsEntry("list", List.of("a", 1L, true));
  }

  @Test
  void equalStacksShareOneList() throws IOException {
    String entity =
        "{\"id\":\"7/thread-%d\",\"process\":\"7\",\"kind\":\"thread\",\"stack\":[\"a.B.c\"]}";
    JsonDump dump =
        read(
            "{\"peeps\":1,\"processes\":[{\"id\":\"7\"}],\"entities\":["
                + String.format(entity, 1)
                + ","
                + String.format(entity, 2)
                + "]}");
    Iterator<Entity> entities = dump.graph().entities().iterator();
    assertThat(entities.next().stack()).isSameAs(entities.next().stack());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "`\"peeps\":1`; `\"peeps\":2`; 1; 10; version 2",
        "`\"peeps\":1`; `\"peeps\":\"1\"`; 1; 10; whole number",
        "`\"peeps\":1,`; ``; 0; 0; not a dump of peeps",
        "`\"kind\":\"lock\"`; `\"kind\":\"key\"`; 2; 51; cannot be \"key\"",
        "`,\"kind\":\"lock\"`; ``; 2; 43; without \"kind\"",
        "`\"process\":\"7\"`; `\"process\":\"8\"`; 2; 40; no process \"8\"",
        "`\"edges\":[]`; `\"edges\":[{\"from\":\"7/lock-1\",\"to\":\"7/lock-9\",\"kind\":\"needs\",\"evidence\":\"exact\"}]`; 3; 34; no entity \"7/lock-9\"",
        "`\"edges\":[]`; `\"edges\":[7]`; 3; 10; no object",
        "`\"edges\":[]`; `\"edges\":{}`; 3; 9; no array",
        "`\"edges\":[]}`; `\"edges\":[`; 3; 10; not JSON",
        "`\"edges\":[]}`; `\"edges\":[]} x`; 3; 14; not JSON",
        "`\"edges\":[]}`; `\"edges\":[]} 7`; 3; 13; behind the end"
      })
  void mistakesAreNamedWithTheirPlace(
      String good, String bad, int line, int column, String message) {
    assertThat(ONE_LOCK).contains(good);
    assertThatThrownBy(() -> read(ONE_LOCK.replace(good, bad)))
        .isInstanceOfSatisfying(
            JsonDumpException.class,
            e -> {
              assertThat(e.getMessage()).contains(message).doesNotContain("\n");
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void aDumpCutOffAnywhereIsRefusedWithItsPlace() throws IOException {
    String whole = Files.readString(GOLDEN.resolve("futures.json")).stripTrailing();
    for (int length = 0; length < whole.length(); length += 7) {
      String part = whole.substring(0, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(JsonDumpException.class);
    }
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    String deep = "{\"peeps\":1,\"x\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> read(deep)).isInstanceOf(JsonDumpException.class);
  }

  private JsonDump read(String json) throws IOException {
    Path file = folder.resolve("dump.json");
    Files.writeString(file, json);
    return JsonDump.read(file);
  }

  private static String written(JsonDump dump) throws IOException {
    StringBuilder json = new StringBuilder();
    JsonReport.write(dump.graph(), dump.findings(), ReportOptions.defaults(), json);
    return json.toString();
  }
}
