package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.BusyService;
import dev.peeps.victims.healthy.IdleService;
import dev.peeps.victims.healthy.MovingService;
import dev.peeps.victims.healthy.WarmedUp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs with nothing wrong: a false alarm is as bad as a miss. */
class HealthyLiveTest {
  private static final int ROUNDS = 8;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void idleService(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      LiveCut cut = LiveCut.of(victim);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
      assertThatGraph(cut.graph()).task("main").isIdle();
      assertThatGraph(cut.graph()).task("event-loop").isIdle();
      assertThatGraph(cut.graph()).task("scheduler").isIdle();
      assertThatGraph(cut.graph()).task("mail-worker").isIdle();
      assertThatGraph(cut.graph()).task("heartbeat").isIdle();
      assertThatGraph(cut.graph()).task("event-consumer").needs("LinkedBlockingQueue");
      assertThatGraph(cut.graph()).task("Reference Handler").isIdle();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void busyService(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, BusyService.class)) {
      for (int round = 0; round < ROUNDS; round++) {
        LiveCut cut = LiveCut.held(victim);
        assertThatFindings(cut.confirmedFindings(), cut.graph()).areNoAlarm();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatIsSlowIsNotStuck(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, MovingService.class)) {
      for (int round = 0; round < ROUNDS; round++) {
        LiveCut cut = LiveCut.held(victim);
        assertThatFindings(cut.confirmedFindings(), cut.graph()).areNoAlarm();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatOnlyKeepsTheProgramAlive(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, WarmedUp.class)) {
      assertThat(Peeps.dump(victim)).doesNotContain("(likely, ", "(proved, ");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void fromHeapDumps(Jdk jdk) {
    try (VictimProcess idle = VictimProcess.stuck(jdk, IdleService.class);
        VictimProcess busy = VictimProcess.stuck(jdk, BusyService.class)) {
      DeadHeap atRest = DeadHeap.of(idle);
      assertThatFindings(atRest.findings(), atRest.graph()).areNoAlarm();
      for (int round = 0; round < 3; round++) {
        DeadHeap atWork = DeadHeap.of(busy);
        assertThatFindings(atWork.findings(), atWork.graph()).areNoAlarm();
      }
    }
  }
}
