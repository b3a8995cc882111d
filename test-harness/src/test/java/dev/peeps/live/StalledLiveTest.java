package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.Finding;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.stalled.Pipeline;
import dev.peeps.victims.stalled.TableExport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aConsumerThatIsStuckItself(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Pipeline.class, "lock")) {
      LiveCut cut = LiveCut.held(victim);
      List<Finding> findings = cut.confirmedFindings();
      assertThatFindings(findings, cut.graph())
          .only(FindingKind.STALLED)
          .is(Certainty.LIKELY)
          .says("ArrayBlockingQueue", "is full", "crawler-", "1 other wait for room")
          .says("\"index-writer\", which could take from it, waits for ReentrantLock")
          .blames("ArrayBlockingQueue", "index-writer")
          .leadsThrough("index-writer", "ReentrantLock", "compaction")
          .isAt("Pipeline$Consumer.handle");
      assertThatFindings(findings, cut.graph())
          .only(FindingKind.ABANDONED)
          .blames("ReentrantLock", "compaction");
    }
  }

  static Stream<Arguments> kindsOfThreads() {
    return Stream.concat(
        Jdks.all().map(jdk -> Arguments.of(jdk, "platform")),
        Jdks.withVirtualThreads().map(jdk -> Arguments.of(jdk, "virtual")));
  }

  /** A consumer waits for nothing wrong, but here nothing can come; the cause is said first. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kindsOfThreads")
  void consumersOfAProducerThatIsStuck(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, TableExport.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      List<Finding> findings = cut.confirmedFindings();
      assertThat(findings)
          .extracting(Finding::kind)
          .containsExactly(FindingKind.ABANDONED, FindingKind.STALLED, FindingKind.STALLED);
      assertThatFindings(findings.subList(2, 3), cut.graph())
          .only(FindingKind.STALLED)
          .is(Certainty.LIKELY)
          .says("LinkedBlockingQueue", "is empty, and ", "\"file-writer\" waits for an item")
          .says("\"formatter\", which could put one in, waits for ArrayBlockingQueue")
          .blocks("file-writer", "main")
          .leadsThrough("formatter", "ArrayBlockingQueue");
      assertThatFindings(findings.subList(1, 2), cut.graph())
          .only(FindingKind.STALLED)
          .is(Certainty.LIKELY)
          .says("\"row-reader\", which could put one in, waits for ReentrantLock")
          .leadsThrough("formatter", "row-reader", "ReentrantLock", "table-check")
          .isAt("TableExport$RowReader.fetch");
    }
  }

  /** Who took from the queue is gone without a trace: only a whole heap could prove it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aConsumerThatHasDied(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Pipeline.class, "gone")) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.findings(), cut.graph())
          .only(FindingKind.STALLED)
          .is(Certainty.POSSIBLE)
          .says("nobody was seen who takes from it")
          .blocks("crawler-1", "crawler-2");
    }
  }
}
