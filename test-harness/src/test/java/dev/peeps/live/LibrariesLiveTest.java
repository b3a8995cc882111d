package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.finding.Certainty;
import dev.peeps.finding.FindingKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.library.CrossedLoops;
import dev.peeps.victims.library.IdleLoops;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the layout of a library explains, in real ones. */
class LibrariesLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void loopsOfNettyThatWaitForEachOthersQueues(Jdk jdk) {
    try (VictimProcess victim = with(jdk, CrossedLoops.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .only(FindingKind.STARVATION)
          .is(Certainty.PROVED)
          .says("the only worker of DefaultEventExecutor@", "PromiseTask@")
          .isAt("CrossedLoops.");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).only(FindingKind.STARVATION);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void idleLoopsOfNetty(Jdk jdk) {
    try (VictimProcess victim = with(jdk, IdleLoops.class)) {
      LiveCut cut = LiveCut.of(victim);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
      assertThatGraph(cut.graph()).task("defaultEventExecutor-1-1").isIdle();
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
    }
  }

  private static VictimProcess with(Jdk jdk, Class<?> main) {
    String library =
        EventExecutor.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new VictimProcess.Start(jdk).withClasses(library).stuck(main.getName());
  }
}
