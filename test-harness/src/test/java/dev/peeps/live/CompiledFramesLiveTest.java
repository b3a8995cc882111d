package dev.peeps.live;

import static dev.peeps.harness.GraphAssert.assertThatGraph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.finding.Certainty;
import dev.peeps.harness.GraphAssert;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.WarmedUp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is waited for is known even where an optimised frame has dropped it. */
class CompiledFramesLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void warmedUp(Jdk jdk) {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options("-XX:TieredStopAtLevel=4", "-Xcomp")
            .stuck(WarmedUp.class.getName())) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph.task("order-taker").needs("ArrayBlockingQueue").hasState("empty");
      graph.task("mail-putter").needs("LinkedBlockingQueue").hasState("full");
      graph.task("hand-taker").needs("SynchronousQueue");
      graph.task("shard").needs("CyclicBarrier").has("missing", 1L);
      graph.task("player").needs("Phaser").has("missing", 1L);
      graph.task("poster").needs("ReentrantLock").heldBy("main");
      graph.task("getter").needs("FutureTask").providedBy("pool-1").runsOn("ThreadPoolExecutor");
      graph
          .task("joiner")
          .needs("CompletableFuture")
          .needs("CompletableFuture")
          .providedBy("async-1")
          .runsOn("ThreadPoolExecutor");
      // Who fills and opens what is only seen in references: nothing of it is certain.
      assertThat(cut.findings()).noneMatch(finding -> finding.certainty() == Certainty.PROVED);
    }
  }
}
