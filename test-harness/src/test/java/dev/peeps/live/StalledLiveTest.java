package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.stalled.Pipeline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues that nothing goes through any more. */
class StalledLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void stagesThatWaitForRoomInEachOthersQueuesAreADeadlock(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Pipeline.class, "circle")) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.DEADLOCK)
          .is(Certainty.LIKELY)
          .says("parser", "indexer", "seems to have to empty")
          .leadsThrough("ArrayBlockingQueue", "LinkedBlockingQueue")
          .isAt("Pipeline$Stage.");
    }
  }
}
