package dev.peeps.live;

import static dev.peeps.harness.FindingsAssert.assertThatFindings;
import static dev.peeps.harness.GraphAssert.assertThatGraph;

import dev.peeps.graph.EdgeKind;
import dev.peeps.harness.GraphAssert;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.LiveCut;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.waiting.Queues;
import dev.peeps.victims.waiting.SlowSubscriber;
import dev.peeps.victims.waiting.Synchronizers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits in the synchronizers and queues of java.util.concurrent: who, for what, how full. */
class SynchronizersLiveTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void synchronizers(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Synchronizers.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph.task("latch-waiter").needs("CountDownLatch").has("count", 2L).says("does not record");
      graph.task("timed-latch-waiter").isTimed(EdgeKind.NEEDS).needs("CountDownLatch");
      graph.task("shard-1").needs("CyclicBarrier").has("parties", 4L).has("missing", 2L);
      graph.task("shard-2").needs("CyclicBarrier");
      graph.task("round-player").needs("Phaser").has("parties", 3L).has("missing", 2L);
      graph.task("swapper").needs("Exchanger");
      graph.task("connection-user").needs("Semaphore").has("permits", 1L);
      graph.task("map-writer").needs("StampedLock").hasState("write-locked").says("no holder");
      graph.task("map-reader").needs("StampedLock").hasNo(EdgeKind.HELD_BY);
      graph.task("mail-waiter").needs("locks.Condition");
      graph.task("bell-waiter").needs("java.lang.Object");
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void queues(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Queues.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      GraphAssert graph = assertThatGraph(cut.graph());
      graph.task("array-producer").needs("ArrayBlockingQueue").has("items", 3L).hasState("full");
      graph.task("linked-producer").needs("LinkedBlockingQueue").has("capacity", 4L);
      graph.task("deque-producer").needs("LinkedBlockingDeque").has("items", 5L).hasState("full");
      graph.task("synchronous-producer").needs("SynchronousQueue");
      graph.task("fair-synchronous-producer").needs("SynchronousQueue");
      graph.task("transfer-producer").needs("LinkedTransferQueue").says("does not record");
      graph.task("array-consumer").needs("ArrayBlockingQueue").hasState("empty");
      graph.task("linked-consumer").needs("LinkedBlockingQueue").has("items", 0L);
      graph.task("deque-consumer").needs("LinkedBlockingDeque").hasState("empty");
      graph.task("priority-consumer").needs("PriorityBlockingQueue").hasState("empty");
      graph.task("synchronous-consumer").needs("SynchronousQueue");
      graph.task("fair-synchronous-consumer").needs("SynchronousQueue");
      graph.task("transfer-consumer").needs("LinkedTransferQueue");
      graph.task("delay-consumer").needs("DelayQueue").has("items", 1L).hasState("delayed");
      graph
          .task("polling-consumer")
          .isTimed(EdgeKind.NEEDS)
          .needs("LinkedBlockingQueue")
          .has("capacity", 7L);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.peeps.harness.Kinds#all")
  void slowSubscriber(Jdk jdk, String kind) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, SlowSubscriber.class, kind)) {
      LiveCut cut = LiveCut.of(victim);
      assertThatGraph(cut.graph())
          .task("ticker")
          .needs("BufferedSubscription")
          .hasState("full")
          .has("lag", 8L)
          .has("capacity", 8L)
          .childOf("SubmissionPublisher")
          .has("subscribers", 2L);
      assertThatFindings(cut.findings(), cut.graph()).areNoAlarm();
    }
  }
}
