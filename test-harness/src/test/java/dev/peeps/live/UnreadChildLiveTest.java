package dev.peeps.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.remote.UnreadChild;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that were started and that nobody reads from, which only the kernel knows. */
class UnreadChildLiveTest {

  static Stream<Arguments> ways() {
    return Jdks.all()
        .flatMap(jdk -> Stream.of("write", "exit", "read").map(way -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void itWaitsForUsAndWeForIt(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, UnreadChild.class, way)) {
      assertThat(Peeps.dump(victim))
          .containsPattern(
              "DEADLOCK \\(likely, 1 task stuck\\): \"runner\" has to empty pipe@\\w+ \\(what"
                  + " process \\d+ writes\\) and waits for Process@\\w+ \\(process \\d+, \\w+\\),"
                  + " which waits for ")
          .contains("is blocked in writing to it")
          .contains("nobody else has it in his hands, and nobody reads it");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whoReadsSlowlyReadsAllTheSame(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, UnreadChild.class, "slow")) {
      assertThat(Peeps.run(jdk, "check", Long.toString(victim.pid())).out())
          .contains("nothing stuck");
    }
  }
}
