package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.peeps.graph.Graph;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.deadlock.EightHangs;
import dev.peeps.victims.healthy.IdleService;
import dev.peeps.victims.waiting.ManyAlike;
import dev.peeps.victims.waiting.OddNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command as a person runs it: what stands first, what is counted, what is never printed. */
class CommandLiveTest {
  private static final int LINES_OF_HEADER = 4;
  private static final int MANY = 10_000;
  private static final int BYTES_FOR_MANY = 20_000;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#from25")
  void fiveOfEightHangsAreProved(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, EightHangs.class)) {
      String text = Peeps.dump(victim);
      // When a busy machine leaves no time to look who can still bring what, the others may be
      // likely deadlocks.
      List<String> verdicts =
          text.lines().filter(line -> line.contains("DEADLOCK (proved")).toList();
      assertThat(verdicts).hasSize(5);
      for (String pair :
          new String[] {
            "platform-monitor", "virtual-monitor", "platform-lock", "virtual-lock", "read-write"
          }) {
        assertThat(verdicts)
            .anyMatch(line -> line.contains(pair + "-1\"") && line.contains(pair + "-2\""));
      }
      assertThat(text).contains("a Semaphore records no holder");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void theVerdictStandsFirst(Jdk jdk, String kind, @TempDir Path folder)
      throws IOException, HprofException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, kind)) {
      Path cut = folder.resolve("kept.hprof");
      List<String> lines = Peeps.dump(victim, "--save-cut", cut.toString()).lines().toList();
      int verdict = 0;
      while (!lines.get(verdict).contains("DEADLOCK (proved")) {
        verdict++;
      }
      assertThat(verdict).as("line of the verdict").isLessThan(LINES_OF_HEADER + 3);
      assertThat(lines.get(verdict))
          .contains("\"order-writer\"", "\"auditor\"", "Ledger", "Inventory", "3 tasks");
      assertThat(lines).anyMatch(line -> line.contains("CrossedMonitors.java:"));
      Heap heap = HprofReader.read(cut);
      assertThat(heap.threads()).anyMatch(thread -> thread.name().equals("order-writer"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void jsonFitsItsSchema(Jdk jdk, String kind) throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, kind)) {
      JsonNode json = json(Peeps.dump(victim, "--format=json"));
      assertThat(json.at("/findings/0/kind").asText()).isEqualTo("deadlock");
      assertThat(json.at("/findings/0/certainty").asText()).isEqualTo("proved");
      assertThat(json.at("/findings/0/tasks")).hasSize(3);
      assertThat(json.at("/findings/0/site").asText()).contains("CrossedMonitors");
      assertThat(json.at("/processes/0/pid").asLong()).isEqualTo(victim.pid());
      assertThat(json.at("/processes/0/cut/pauseMillis").isNumber()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void healthyProgramsGetNoVerdict(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      assertThat(Peeps.dump(victim))
          .contains("Nothing found that is surely stuck")
          .doesNotContain("DEADLOCK");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#from25")
  void manyLikeTasksAreOneGroup(Jdk jdk) {
    try (VictimProcess victim =
        VictimProcess.stuck(jdk, ManyAlike.class, "virtual", Integer.toString(MANY))) {
      String text = Peeps.dump(victim);
      assertThat(text.length()).isLessThan(BYTES_FOR_MANY);
      assertThat(text).contains("10,000 tasks like this").contains("held by \"lock-holder\"");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void namesCannotReachTheTerminal(Jdk jdk, String kind) throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OddNames.class, kind)) {
      for (String option : new String[] {"--color=never", "--stacks", "--format=json"}) {
        String text = Peeps.dump(victim, "--all", option);
        assertThat(text.chars().filter(c -> c != '\n' && c != '\t' && mustNotBePrinted(c)))
            .as(option)
            .isEmpty();
      }
      JsonNode json = json(Peeps.dump(victim, "--format=json"));
      List<String> names = new ArrayList<>();
      json.get("entities").forEach(entity -> names.add(entity.get("name").asText()));
      assertThat(names).contains("red\u001b[31m", "two\nlines", "holder\r\nFAKE \"main\" line");
    }
  }

  // C0, DEL, C1, and what turns the direction of the text.
  private static boolean mustNotBePrinted(int c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }

  private static JsonNode json(String text) throws IOException {
    JsonNode json = new ObjectMapper().readTree(text);
    try (InputStream in =
        Graph.class.getResourceAsStream("/dev/peeps/render/peeps-1.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(json)).isEmpty();
    }
    return json;
  }
}
