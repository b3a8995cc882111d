package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.graph.EdgeKind;
import dev.peeps.harness.GraphAssert;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.harness.Victims25;
import dev.peeps.victims.waiting.BusyExecutors;
import dev.peeps.victims.waiting.FutureChains;
import dev.peeps.victims.waiting.ThreadPerTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors, futures and scopes: who runs where, what is queued, which alternatives are left. */
class ExecutorsLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void busyExecutors(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, BusyExecutors.class)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph
          .task("orders-1")
          .isNotIdle()
          .runsOn("ThreadPoolExecutor")
          .has("threads", 2L)
          .has("queued", 5L)
          .hasState("running");
      graph
          .task("reports-1")
          .runsOn("ScheduledThreadPoolExecutor")
          .has("threads", 1L)
          .has("queued", 3L);
      graph.task("ForkJoinPool-1-worker-1").runsOn("ForkJoinPool");
      graph.task("nightly").isNotIdle().runsOn("java.util.Timer");
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#withVirtualThreads")
  void threadPerTask(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, ThreadPerTask.class)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph.task("fetcher-1").runsOn("ThreadPerTaskExecutor").has("threads", 3L);
      graph.task("front-end").needs("ThreadBoundFuture").providedBy("fetcher-3");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#from25")
  void structuredScopes(Jdk jdk) {
    try (VictimProcess victim =
        Victims25.on(jdk).stuck("dev.peeps.victims.waiting.StructuredScopes")) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph
          .task("trip-planner")
          .needs("StructuredTaskScope")
          .has("threads", 2L)
          .hasChoiceOf(EdgeKind.PROVIDED_BY, 2);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void futureChains(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, FutureChains.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph
          .task("receipt-waiter")
          .needs("CompletableFuture")
          .needs("CompletableFuture")
          .needs("CompletableFuture");
      graph.task("quickest-waiter").needs("CompletableFuture").hasChoiceOf(EdgeKind.NEEDS, 2);
      graph.task("both-waiter").needs("CompletableFuture").hasRequired(EdgeKind.NEEDS, 2);
      graph.task("label-waiter").needs("CompletableFuture").providedBy("printing-1");
      graph
          .task("invoice-waiter")
          .isTimed(EdgeKind.NEEDS)
          .needs("CompletableFuture")
          .runsOn("ThreadPoolExecutor");
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }
}
