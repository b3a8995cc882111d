package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityKind;
import dev.peeps.harness.GraphAssert;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.FileLockedOut;
import dev.peeps.victims.waiting.OutsideWorld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits for the network, files, processes, time. */
class OutsideLiveTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void outsideWorld(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OutsideWorld.class)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph
          .task("bank-reader")
          .needs("java.net.Socket")
          .hasKind(EntityKind.SOCKET)
          .says("127.0.0.1:" + victim.number("port silent"));
      graph.task("feed-reader").needs("SocketChannel").says(":" + victim.number("port silent"));
      graph
          .task("billing-connector")
          .needs("java.net.Socket")
          .says("127.0.0.1:" + victim.number("port full"));
      graph
          .task("admin-acceptor")
          .isIdle()
          .needs("java.net.Socket")
          .has("localPort", (long) victim.number("port admin"));
      graph.task("web-acceptor").isIdle().needs("ServerSocketChannel");
      graph.task("metrics-receiver").needs("DatagramChannel");
      graph.task("pipe-reader").needs("Pipe$SourceChannel");
      graph.task("event-loop").isIdle();
      graph.task("child-waiter").needs("java.lang.Process").says("another process");
      graph.task("child-reader").says("input");
      graph.task("sleeper").isNotIdle().says("Thread.sleep");
      graph.task("joiner").needsTask("sleeper");
      graph.task("patient-joiner").isTimed(EdgeKind.NEEDS).needsTask("sleeper");
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void fileLock(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, FileLockedOut.class)) {
      LiveCut cut = LiveCut.of(victim);
      assertThatGraph(cut.graph()).task("index-opener").says(".index");
    }
  }
}
