package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.finding.FindingKind;
import dev.peeps.graph.EdgeKind;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedSemaphores;
import dev.peeps.victims.deadlock.EightHangs;
import dev.peeps.victims.deadlock.ForkJoinBlockedByWaiter;
import dev.peeps.victims.deadlock.FutureCompleterBlocked;
import dev.peeps.victims.deadlock.FutureTaskAwaitsItself;
import dev.peeps.victims.deadlock.FutureTasksCrossed;
import dev.peeps.victims.deadlock.JoinEachOther;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deadlocks that go through futures, tasks and threads, and what can not be known of semaphores.
 */
class TaskDeadlocksLiveTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void forkJoinTaskBlockedByItsWaiter(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ForkJoinBlockedByWaiter.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("report-builder")
          .needs("ForkJoinBlockedByWaiter$SumSales")
          .providedBy("ForkJoinPool-1-worker-1")
          .needs("ReentrantLock")
          .heldBy("report-builder");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("report-builder", "ForkJoinPool-1-worker-1");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void futureTaskAwaitsItself(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, FutureTaskAwaitsItself.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("request-1")
          .needs("FutureTask")
          .hasState("running")
          .providedBy("config-reloader")
          .needs("FutureTask")
          .providedBy("config-reloader");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("config-reloader")
          .block("request-1");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void futureTasksCrossed(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, FutureTasksCrossed.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("importer-1")
          .needs("FutureTask")
          .providedBy("importer-2")
          .needs("FutureTask")
          .providedBy("importer-1");
      assertThatGraph(cut.graph())
          .task("importer-1")
          .runsOn("ThreadPoolExecutor")
          .has("threads", 2L)
          .has("queued", 0L);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("importer-1", "importer-2")
          .block("front-end");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void completerBlockedByTheWaiter(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, FutureCompleterBlocked.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph())
          .task("pricing-1")
          .needs("FutureCompleterBlocked$Cart")
          .heldBy("checkout")
          .needs("CompletableFuture")
          .needs("CompletableFuture")
          .providedBy("pricing-1");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("checkout", "pricing-1");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void joinEachOther(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, JoinEachOther.class, kind)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatGraph(cut.graph()).task("writer").needsTask("flusher").needsTask("writer");
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .are(1)
          .haveProvedDeadlockOf("writer", "flusher");
      DeadHeap dead = DeadHeap.of(victim);
      assertThatFindings(dead.findings(), dead.graph())
          .are(1)
          .only(FindingKind.DEADLOCK) // and not that a latch inside the JDK is lost
          .blocks("writer", "flusher");
    }
  }

  /** Nobody can prove it from the objects; it must be said that the holder is not recorded. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void crossedSemaphores(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedSemaphores.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      assertThatGraph(cut.graph())
          .task("copier")
          .needs("Semaphore")
          .hasNo(EdgeKind.HELD_BY)
          .has("permits", 0L)
          .says("a Semaphore records no holder");
      assertThatGraph(cut.graph()).task("archiver").needs("Semaphore");
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#from25")
  void eightHangs(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, EightHangs.class)) {
      LiveCut cut = LiveCut.held(victim);
      assertThatFindings(cut.confirmedFindings(), cut.graph())
          .haveProvedDeadlockOf("platform-monitor-1", "platform-monitor-2")
          .haveProvedDeadlockOf("virtual-monitor-1", "virtual-monitor-2")
          .haveProvedDeadlockOf("platform-lock-1", "platform-lock-2")
          .haveProvedDeadlockOf("virtual-lock-1", "virtual-lock-2")
          .haveProvedDeadlockOf("read-write-1", "read-write-2");
      assertThatGraph(cut.graph()).task("semaphore-1").needs("Semaphore");
      assertThatGraph(cut.graph()).task("future-1").needs("CompletableFuture");
      assertThatGraph(cut.graph()).task("starved-pool-1").needs("FutureTask");
    }
  }
}
