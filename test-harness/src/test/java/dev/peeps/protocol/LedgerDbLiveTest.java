package dev.peeps.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LedgerDb;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database team's own runtime shows in full, live and from a heap dump, with the layout in its
 * jar as its only integration.
 */
class LedgerDbLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void tasksThatLockEachOtherOutAreADeadlockLiveAndDead(Jdk jdk, @TempDir Path folder)
      throws IOException {
    try (VictimProcess victim = LedgerDb.stuck(jdk, "locks")) {
      JsonNode live = json(Peeps.dump(victim, "--format=json", "--all"));
      Path dump = heapDump(victim, folder);
      JsonNode dead = json(read(jdk, dump, "--classpath", LedgerDb.jar().toString()));
      for (JsonNode picture : List.of(live, dead)) {
        shownInFull(picture);
        List<JsonNode> deadlocks = findings(picture, "deadlock");
        assertThat(deadlocks).hasSize(1);
        assertThat(deadlocks.get(0).get("summary").asText())
            .contains("compaction-4", "checkpoint-1", "log", "segment-7");
        assertThat(deadlocks.get(0).get("tasks")).hasSize(3);
        List<JsonNode> custom = findings(picture, "custom");
        assertThat(custom).hasSize(1);
        assertThat(custom.get(0).get("summary").asText())
            .isEqualTo(
                "compaction blocked: compaction-4 waits for mutex log, which checkpoint-1 keeps"
                    + " while it waits itself");
        assertThat(custom.get(0).get("certainty").asText()).isEqualTo("likely");
      }
      assertThat(findings(live, "deadlock").get(0).get("certainty").asText())
          .as("the second cut finds the tasks from the threads of their scheduler")
          .isEqualTo("proved");
      JsonNode without = json(Peeps.dump(victim, "--format=json", "--no-jar-layouts"));
      assertThat(without.get("findings")).as("nobody else knows this runtime").isEmpty();
      Files.delete(dump);
    }
  }

  /** Logical stacks, the executor and its threads, owners. */
  private static void shownInFull(JsonNode picture) {
    JsonNode checkpoint = entity(picture, "coroutine", "checkpoint-1");
    assertThat(checkpoint.get("state").asText()).isEqualTo("waiting");
    assertThat(checkpoint.get("logicalStack").toString())
        .isEqualTo(
            "[\"com.example.ledgerdb.Checkpoint$WritePages.resume (step 1: locks the segment)\","
                + "\"com.example.ledgerdb.Checkpoint.resume (step 3: writes the pages)\"]");
    JsonNode scheduler = entity(picture, "executor", "ledger");
    assertThat(scheduler.at("/attributes/threads").asInt()).isEqualTo(2);
    assertThat(scheduler.at("/attributes/tasks").asInt()).isEqualTo(3);
    JsonNode log = entity(picture, "lock", "log");
    assertThat(edges(picture, log, "held_by")).containsExactly(id(checkpoint));
    assertThat(edges(picture, entity(picture, "coroutine", "nightly-report"), "needs"))
        .containsExactly(id(entity(picture, "coroutine", "compaction-4")));
    for (String worker : List.of("ledger-0", "ledger-1")) {
      JsonNode thread = entity(picture, "thread", worker);
      assertThat(thread.get("idle").asBoolean()).isTrue();
      assertThat(edges(picture, thread, "runs_on")).containsExactly(id(scheduler));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aFullChannelWhoseReaderWaitsForItsWritersIsADeadlock(Jdk jdk) throws IOException {
    try (VictimProcess victim = LedgerDb.stuck(jdk, "channel")) {
      JsonNode picture = json(Peeps.dump(victim, "--format=json"));
      JsonNode channel = entity(picture, "channel", "wal");
      assertThat(channel.get("state").asText()).isEqualTo("full");
      assertThat(channel.at("/attributes/size").asInt()).isEqualTo(8);
      assertThat(channel.at("/attributes/capacity").asInt()).isEqualTo(8);
      assertThat(edges(picture, channel, "provided_by"))
          .containsExactly(id(entity(picture, "coroutine", "log-writer")));
      List<JsonNode> deadlocks = findings(picture, "deadlock");
      assertThat(deadlocks).hasSize(1);
      assertThat(deadlocks.get(0).get("summary").asText()).contains("log-writer", "commit-1");
      assertThat(deadlocks.get(0).get("tasks")).hasSize(3);
    }
  }

  /** No pool has too few threads here: it is the runtime's own turns and slots that are taken. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aLogicalExecutorThatWaitsForItselfIsStarvedLiveAndDead(Jdk jdk, @TempDir Path folder)
      throws IOException {
    for (String hang : List.of("turns", "quota")) {
      try (VictimProcess victim = LedgerDb.stuck(jdk, hang)) {
        JsonNode live = json(Peeps.dump(victim, "--format=json"));
        Path dump = heapDump(victim, folder);
        JsonNode dead = json(read(jdk, dump, "--classpath", LedgerDb.jar().toString()));
        for (JsonNode picture : List.of(live, dead)) {
          assertThat(picture.get("findings")).hasSize(1);
          JsonNode finding = picture.get("findings").get(0);
          assertThat(finding.get("kind").asText()).isEqualTo("starvation");
          boolean turns = hang.equals("turns");
          assertThat(finding.get("certainty").asText()).isEqualTo(turns ? "likely" : "proved");
          assertThat(finding.get("summary").asText())
              .contains(
                  turns ? "the only slot of InOrder@" : "all 2 slots of Quota@",
                  turns ? "backup-1" : "export-",
                  turns ? "2 slots would have been enough" : "3 slots would have been enough");
          assertThat(finding.get("site").asText()).contains("com.example.ledgerdb.");
        }
        Files.delete(dump);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aDatabaseThatWorksGivesNoFinding(Jdk jdk) throws IOException {
    try (VictimProcess victim = LedgerDb.stuck(jdk, "healthy")) {
      for (int i = 0; i < 3; i++) {
        JsonNode picture = json(Peeps.dump(victim, "--format=json", "--no-registry"));
        assertThat(picture.get("findings")).isEmpty();
        assertThat(picture.get("notices").toString()).doesNotContain("layout-problem");
      }
    }
  }

  private static Path heapDump(VictimProcess victim, Path folder) {
    Path dump = folder.resolve("heap.hprof");
    Command.run(
            victim.jdk().tool("jcmd"),
            Long.toString(victim.pid()),
            "GC.heap_dump",
            "-all",
            dump.toString())
        .orFail();
    return dump;
  }

  private static String read(Jdk jdk, Path dump, String... options) {
    List<String> words = new ArrayList<>(List.of("dump", "--format=json", "--all"));
    words.addAll(List.of(options));
    words.add(dump.toString());
    Peeps result = Peeps.run(jdk, words.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<JsonNode> findings(JsonNode picture, String kind) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode finding : picture.get("findings")) {
      if (finding.get("kind").asText().equals(kind)) {
        found.add(finding);
      }
    }
    return found;
  }

  private static String id(JsonNode entity) {
    return entity.get("id").asText();
  }

  private static JsonNode entity(JsonNode picture, String kind, String name) {
    for (JsonNode entity : picture.get("entities")) {
      if (entity.get("kind").asText().equals(kind) && entity.get("name").asText().equals(name)) {
        return entity;
      }
    }
    throw new AssertionError("no " + kind + " " + name + " in " + picture.get("entities"));
  }

  private static List<String> edges(JsonNode picture, JsonNode from, String kind) {
    List<String> targets = new ArrayList<>();
    for (JsonNode edge : picture.get("edges")) {
      if (edge.get("from").asText().equals(id(from)) && edge.get("kind").asText().equals(kind)) {
        targets.add(edge.get("to").asText());
      }
    }
    return targets;
  }
}
