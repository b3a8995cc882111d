package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.remote.SilentDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains that end outside the process. */
class RemoteLiveTest {

  static Stream<Arguments> ways() {
    return Jdks.all()
        .flatMap(jdk -> Stream.of("socket", "channel", "http").map(way -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void aPeerThatDoesNotAnswerAndManyBehind(Jdk jdk, String way) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, SilentDatabase.class, way)) {
      LiveCut cut = LiveCut.held(victim);
      String port =
          victim.lines().stream().filter(l -> l.startsWith("port ")).findFirst().orElseThrow();
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.REMOTE)
          .is(Certainty.LIKELY)
          .says("\"session-1\" waits for", "127.0.0.1:" + port.substring(5))
          .says("4 more tasks wait behind it")
          .blames("session-1")
          .blocks("session-1", "session-2", "session-3", "session-4", "session-5")
          .leadsThrough("ReentrantLock", "session-1")
          .isAt("SilentDatabase");
    }
  }
}
