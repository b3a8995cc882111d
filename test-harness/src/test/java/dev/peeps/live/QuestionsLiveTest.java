package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.healthy.IdleService;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** peeps why, check and diff as a person or a probe runs them, with their exit statuses. */
class QuestionsLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final String KINDS = "dev.peeps.harness.Kinds#all";
  private static final String NO_PROCESS = "2147483646";

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource(KINDS)
  void aStuckProgramIsSeenFromEverySide(Jdk jdk, String kind, @TempDir Path folder)
      throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class, kind)) {
      String pid = Long.toString(victim.pid());
      Peeps check = run(jdk, 1, "check", pid);
      assertThat(check.out())
          .startsWith(pid + " ")
          .contains("DEADLOCK (proved, 3 tasks stuck): ", "order-writer", ", at ")
          .hasLineCount(1);
      assertThat(run(jdk, 1, "check", "-q", "--kind=deadlock", pid).out()).isEmpty();
      assertThat(run(jdk, 0, "check", "--kind=lost,remote", pid).out())
          .contains("nothing stuck", "not counted: 1 finding");

      String why = run(jdk, 0, "why", pid, "order-writer").out();
      assertThat(why.lines().findFirst().orElseThrow()).contains("order-writer");
      assertThat(why)
          .contains("-> held by ", "auditor", ": and that is where we began\nDEADLOCK (proved): ");
      assertThat(run(jdk, 0, "why", "--blocks", pid, "auditor").out())
          .contains("2 tasks stuck behind it", "order-writer", "and that is where we began");
      assertThat(run(jdk, 3, "why", pid, "CrossedMonitors").err())
          .contains("tasks match", "name one");
      assertThat(run(jdk, 3, "why", pid, "nobody-here").err()).contains("no task is called");

      Path saved = folder.resolve("saved.json");
      run(jdk, 0, "dump", "--no-registry", "--format=json", "-o", saved.toString(), pid);
      JsonNode json =
          new ObjectMapper()
              .readTree(
                  run(jdk, 0, "why", "--format=json", saved.toString(), "order-writer").out());
      assertThat(json.at("/why/cause").asText()).isEqualTo("circle");
      assertThat(json.at("/findings/0/certainty").asText()).isEqualTo("proved");
      assertThat(run(jdk, 1, "check", saved.toString()).out()).contains("DEADLOCK (proved");

      assertThat(run(jdk, 0, "diff", "--after=1", pid).out())
          .contains("= DEADLOCK (proved)", "No difference.")
          .containsPattern("Still waiting, for at least [1-9]");
      assertThat(run(jdk, 0, "diff", saved.toString(), pid).out()).contains("No difference.");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aHealthyProgramIsOneLine(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      String pid = Long.toString(victim.pid());
      assertThat(run(jdk, 0, "check", pid).out())
          .startsWith("nothing stuck in " + pid)
          .hasLineCount(1);
      assertThat(run(jdk, 0, "why", pid, "event-consumer").out()).contains("waits for an item");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void whatCannotBeLookedAtIsNotHealthy(Jdk jdk) {
    try (VictimProcess idle = VictimProcess.stuck(jdk, IdleService.class);
        VictimProcess stuck = VictimProcess.stuck(jdk, CrossedMonitors.class, "platform")) {
      String healthy = Long.toString(idle.pid());
      assertThat(run(jdk, 3, "check", NO_PROCESS).err()).contains("no process " + NO_PROCESS);
      Peeps one = run(jdk, 3, "check", healthy, NO_PROCESS);
      assertThat(one.err()).contains("no process " + NO_PROCESS);
      assertThat(one.out()).contains("nothing stuck in " + healthy);
      Peeps worst = run(jdk, 1, "check", healthy, NO_PROCESS, Long.toString(stuck.pid()));
      assertThat(worst.out()).contains("DEADLOCK");
      assertThat(run(jdk, 1, "diff", healthy, Long.toString(stuck.pid())).out())
          .contains("\n+ DEADLOCK");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void wrongUsageIsToldFromTrouble(Jdk jdk) {
    assertThat(run(jdk, 2, "why").err()).contains("TARGET and a TASK");
    assertThat(run(jdk, 2, "diff", "1").err()).contains("two TARGETs");
    assertThat(run(jdk, 2, "diff", "--after=1", "1", "2").err()).contains("one TARGET");
    assertThat(run(jdk, 2, "check", "--kind=deadlok", "1").err()).contains("deadlock, starvation");
    assertThat(run(jdk, 2, "check", "--all-jvms", "1").err()).contains("--all-jvms");
    assertThat(run(jdk, 2, "check", "--min-certainty=sure", "1").err()).contains("proved");
  }

  private static Peeps run(Jdk jdk, int status, String... arguments) {
    Peeps run = Peeps.run(jdk, arguments);
    assertThat(run.status())
        .as("exit status; it said: %s%s", run.out(), run.err())
        .isEqualTo(status);
    return run;
  }
}
