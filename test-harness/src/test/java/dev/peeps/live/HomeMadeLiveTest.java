package dev.peeps.live;

import static dev.peeps.harness.GraphAssert.assertThatGraph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.Evidence;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.HomeMadeSlot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no layout describes is shown as far as the JVM knows it, and proves nothing. */
class HomeMadeLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void namesWhatAThreadIsParkedOn(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, HomeMadeSlot.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph()).task("reader").needs("HomeMadeSlot");
      assertThat(cut.graph().edges())
          .filteredOn(edge -> edge.reason().equals("parked on it"))
          .extracting(Edge::evidence)
          .containsOnly(Evidence.INFERRED);
      assertThat(cut.confirmedFindings()).as("a thread that parks on itself is idle").isEmpty();
    }
  }
}
