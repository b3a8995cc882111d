package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.reach.LiveReach;
import dev.peeps.heap.reach.Suspects;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the layouts of pools, executors and event queues make of objects as these have them. */
class LibraryLayoutsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";

  private final Hprof cut = Hprof.cut();

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  @Test
  void whoWaitsForAnEventWaitsForTheThreadThatDispatches() {
    ObjectSpec event =
        cut.instance("java.awt.event.InvocationEvent")
            .set("dispatched", false)
            .set("runnable", cut.instance("a.Repaint"));
    ObjectSpec item = cut.instance("sun.awt.EventQueueItem").set("event", event).set("next", null);
    ObjectSpec queue = cut.instance("java.awt.Queue").set("head", item);
    ObjectSpec events =
        cut.instance("java.awt.EventQueue").set("queues", cut.array("java.awt.Queue[]", queue));
    events.set(
        "dispatchThread",
        cut.thread("AWT-EventQueue-0")
            .state(Thread.State.BLOCKED)
            .at("a.Model.paint(Model.java:3)")
            .object());
    cut.thread("importer")
        .state(Thread.State.WAITING)
        .at("java.lang.Object.wait(Object.java:1)")
        .at("java.awt.EventQueue.invokeAndWait(EventQueue.java:2)", event)
        .at("a.Importer.run(Importer.java:3)");
    cut.thread("AWT-Shutdown")
        .state(Thread.State.WAITING)
        .at("java.lang.Object.wait(Object.java:1)")
        .at("sun.awt.AWTAutoShutdown.run(AWTAutoShutdown.java:2)");
    Reading reading = reading();
    assertThat(reading.edges())
        .contains(
            "importer needs a.Repaint",
            "a.Repaint provided_by java.awt.EventQueue",
            "java.awt.EventQueue provided_by AWT-EventQueue-0");
    assertThat(reading.entity("AWT-Shutdown").idle()).isTrue();
  }

  @Test
  void anExecutorOfJBossRunsWhatIsQueuedWhenItHasAllItsThreads() {
    ObjectSpec pool = jboss(2, 2);
    Reading reading = reading();
    assertThat(reading.entity(pool).attributes()).containsEntry("queued", 1L);
    assertThat(reading.edges())
        .contains(
            "a.Child provided_by org.jboss.threads.EnhancedQueueExecutor",
            "org.jboss.threads.EnhancedQueueExecutor provided_by task-0 any",
            "org.jboss.threads.EnhancedQueueExecutor provided_by task-1 any");
  }

  /** 3.7 put the ends of its queue into an array, with room around them. */
  @Test
  void anExecutorOfJBossWhoseQueueStandsInAnArray() {
    String name = "org.jboss.threads.EnhancedQueueExecutor";
    ObjectSpec child = jbossChild();
    ObjectSpec[] queue = jbossQueue(child);
    ThreadSpec worker =
        cut.thread("task-0")
            .state(Thread.State.WAITING)
            .at(PARK)
            .at("java.util.concurrent.FutureTask.get(FutureTask.java:2)", child)
            .at("a.Parent.call(Parent.java:3)");
    ObjectSpec entry =
        cut.instance("java.util.concurrent.ConcurrentHashMap$Node")
            .set("key", worker.object())
            .set("val", null)
            .set("next", null);
    ObjectSpec map =
        cut.instance("java.util.concurrent.ConcurrentHashMap")
            .set("table", cut.array("java.util.concurrent.ConcurrentHashMap$Node[]", entry));
    ObjectSpec pool =
        cut.instance(name)
            .set(
                "unsharedTaskNodes",
                cut.array(name + "$TaskNode[]", null, queue[0], null, queue[1]))
            .set("runningThreads", cut.instance("java.util.Collections$SetFromMap").set("m", map));
    worker.at(
        name + "$ThreadBody.run(E.java:4)", cut.instance(name + "$ThreadBody").set("this$0", pool));
    Reading reading = reading();
    assertThat(reading.entity(pool).attributes()).containsEntry("queued", 1L);
    assertThat(reading.edges())
        .contains("a.Child provided_by " + name, name + " provided_by task-0");
  }

  @Test
  void anExecutorOfJBossThatMayStartAnotherThreadWaitsForNobody() {
    jboss(2, 3);
    assertThat(reading().edges())
        .noneMatch(edge -> edge.startsWith("org.jboss.threads.EnhancedQueueExecutor provided_by"));
  }

  private ObjectSpec jbossChild() {
    return cut.instance("java.util.concurrent.FutureTask")
        .set("state", 0)
        .set("runner", null)
        .set("callable", cut.instance("a.Child"));
  }

  /** Both ends of a queue in which this one waits: the empty node, and its own. */
  private ObjectSpec[] jbossQueue(ObjectSpec child) {
    String name = "org.jboss.threads.EnhancedQueueExecutor$Task";
    ObjectSpec task = cut.instance(name).set("delegate", child);
    ObjectSpec node = cut.instance(name + "Node").set("task", task).set("next", null);
    ObjectSpec head = cut.instance(name + "Node").set("task", null).set("next", node);
    return new ObjectSpec[] {head, node};
  }

  private ObjectSpec jboss(long threads, long most) {
    String name = "org.jboss.threads.EnhancedQueueExecutor";
    ObjectSpec child = jbossChild();
    ObjectSpec[] queue = jbossQueue(child);
    ObjectSpec pool =
        cut.instance(name)
            .set("head", queue[0])
            .set("threadStatus", threads | most << 20 | most << 40);
    for (int i = 0; i < threads; i++) {
      cut.thread("task-" + i)
          .state(Thread.State.WAITING)
          .at(PARK)
          .at("java.util.concurrent.FutureTask.get(FutureTask.java:2)", child)
          .at("a.Parent.call(Parent.java:3)")
          .at(
              name + "$ThreadBody.run(E.java:4)",
              cut.instance(name + "$ThreadBody").set("this$0", pool));
    }
    return pool;
  }

  @Test
  void whoHasTheConnectionsOfDruidIsSeenByTheirFrames() {
    String name = "com.alibaba.druid.pool.DruidDataSource";
    ObjectSpec pool =
        cut.instance(name).set("maxActive", 2).set("poolingCount", 0).set("activeCount", 2);
    for (String thread : List.of("tx-0", "tx-1")) {
      ObjectSpec connection =
          cut.instance("com.alibaba.druid.pool.DruidPooledConnection")
              .set("closed", false)
              .set(
                  "holder",
                  cut.instance("com.alibaba.druid.pool.DruidConnectionHolder")
                      .set("dataSource", pool));
      cut.thread(thread)
          .state(Thread.State.WAITING)
          .at(PARK)
          .at(name + ".takeLast(DruidDataSource.java:2)", pool)
          .at("a.App.order(App.java:3)", connection);
    }
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains(
            "tx-0 needs " + name,
            name + " needs connection of Druid any",
            "connection of Druid held_by tx-0",
            "connection of Druid held_by tx-1");
  }

  @Test
  void howManyConnectionsAnHttpClientHasLentIsSaid() {
    ObjectSpec leased =
        cut.instance("java.util.HashSet")
            .set("map", cut.instance("java.util.HashMap").set("size", 2));
    ObjectSpec pool =
        cut.instance("org.apache.http.impl.conn.CPool")
            .set("leased", leased)
            .set("maxTotal", 20)
            .set("defaultMaxPerRoute", 2);
    cut.klass("org.apache.http.impl.conn.CPool")
        .extending(cut.klass("org.apache.http.pool.AbstractConnPool"));
    cut.thread("health-check")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("org.apache.http.pool.AbstractConnPool.getPoolEntryBlocking(A.java:2)", pool)
        .at("a.Health.ping(Health.java:3)");
    Reading reading = reading();
    assertThat(reading.entity(pool).attributes())
        .containsEntry("lent", 2L)
        .containsEntry("maxPerRoute", 2L);
    assertThat(reading.edges()).contains("health-check needs org.apache.http.pool.ConnPool");
  }

  /** The answer of a server is taken in by the executor of the client, which waits for it. */
  @Test
  void aRequestNeedsTheExecutorOfItsClient() {
    String http = "jdk.internal.net.http.";
    ObjectSpec wrapper =
        cut.instance("java.util.concurrent.Executors$FinalizableDelegatedExecutorService")
            .set("e", cut.instance("java.util.concurrent.ThreadPoolExecutor"));
    cut.klass("java.util.concurrent.Executors$FinalizableDelegatedExecutorService")
        .extending(cut.klass("java.util.concurrent.Executors$DelegatedExecutorService"));
    ObjectSpec client =
        cut.instance(http + "HttpClientImpl")
            .set(
                "delegatingExecutor",
                cut.instance(http + "HttpClientImpl$DelegatingExecutor").set("delegate", wrapper));
    cut.thread("callback")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2)")
        .at(http + "HttpClientImpl.send(HttpClientImpl.java:3)", client)
        .at("a.Prices.follow(Prices.java:4)");
    assertThat(reading().edges())
        .contains("callback needs java.util.concurrent.ThreadPoolExecutor");
  }

  /** A logger publishes with a lock that the appender wants: log4j's AsyncAppender, and others. */
  @Test
  void whoFindsTheRingFullWaitsForTheConsumerThatIsBehind() {
    String disruptor = "com.lmax.disruptor.";
    ObjectSpec read = cut.instance(disruptor + "Sequence").set("value", 10L);
    ObjectSpec other = cut.instance(disruptor + "Sequence").set("value", 12L);
    ObjectSpec ring =
        cut.instance(disruptor + "MultiProducerSequencer")
            .set("bufferSize", 8)
            .set("cursor", cut.instance(disruptor + "Sequence").set("value", 18L))
            .set("gatingSequences", cut.array(disruptor + "Sequence[]", read, other));
    cut.klass(disruptor + "MultiProducerSequencer")
        .extending(cut.klass(disruptor + "AbstractSequencer"));
    cut.thread("booking")
        .state(Thread.State.TIMED_WAITING)
        .at("java.util.concurrent.locks.LockSupport.parkNanos(LockSupport.java:1)")
        .at(disruptor + "MultiProducerSequencer.next(MultiProducerSequencer.java:2)", ring)
        .at("a.Order.book(Order.java:3)");
    ObjectSpec buffer = cut.instance(disruptor + "RingBuffer").set("sequencer", ring);
    consumer("behind", read, buffer);
    consumer("before", other, buffer);
    Reading reading = reading();
    assertThat(reading.entity(ring).state()).isEqualTo("full");
    assertThat(reading.edges())
        .containsExactlyInAnyOrder(
            disruptor + "RingBuffer provided_by behind",
            "booking needs " + disruptor + "RingBuffer");
  }

  private void consumer(String name, ObjectSpec sequence, ObjectSpec ring) {
    String processor = "com.lmax.disruptor.BatchEventProcessor";
    cut.thread(name)
        .state(Thread.State.RUNNABLE)
        .at("a.Appender.append(Appender.java:1)")
        .at(
            processor + ".run(BatchEventProcessor.java:2)",
            cut.instance(processor).set("sequence", sequence).set("dataProvider", ring));
  }

  /** It looks again every second, and finds nobody who reads. */
  @Test
  void whoFindsAPipeFullWaitsForEver() {
    ObjectSpec pipe = cut.instance("java.io.PipedInputStream").set("in", 3).set("out", 3);
    cut.thread("zip")
        .state(Thread.State.TIMED_WAITING)
        .at("java.lang.Object.wait(Object.java:1)", pipe)
        .at("java.io.PipedInputStream.awaitSpace(PipedInputStream.java:2)", pipe)
        .at("java.io.PipedInputStream.receive(PipedInputStream.java:3)", pipe)
        .at("a.Report.zip(Report.java:4)");
    Reading reading = reading();
    assertThat(reading.entity(pipe).state()).isEqualTo("full");
    assertThat(reading.edges()).contains("zip needs java.io.PipedInputStream");
  }

  /** The limit of each of its waits does not count when it is asked who can still read. */
  @Test
  void aLoopOfWaitsWithALimitIsAskedAboutAsOneWithout() {
    ObjectSpec pipe = cut.instance("java.io.PipedInputStream").set("in", 3).set("out", 3);
    ThreadSpec zip =
        cut.thread("zip")
            .state(Thread.State.TIMED_WAITING)
            .at("java.lang.Object.wait(Object.java:1)", pipe)
            .at("java.io.PipedInputStream.receive(PipedInputStream.java:3)", pipe)
            .at("a.Report.zip(Report.java:4)");
    cut.monitor(pipe).waiting(zip);
    List<String> asked = new ArrayList<>();
    GraphReader.read(
        Reading.heap(cut),
        Layouts.builtIn(),
        new ProcessInfo("p", 1, "test", Map.of(), true),
        new Graph.Builder(),
        new LiveLook() {
          @Override
          public boolean isAllowed() {
            return true;
          }

          @Override
          public LiveReach ask(Suspects suspects) throws IOException {
            asked.add(suspects.text());
            throw new IOException("enough");
          }
        });
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).contains("wait " + zip.id() + " ");
  }

  /** What the 0 of a synchronizer of an application's own means only that knows. */
  @Test
  void aSynchronizerOfAnApplicationsOwnIsFreeOnlyWhenItsWaiterWasLetGo() {
    ObjectSpec waiting = gate("one", "status", 0, 1);
    ObjectSpec woken = gate("other", "status", 0, 0);
    Reading reading = reading();
    assertThat(reading.entity(waiting).state()).isEmpty();
    assertThat(reading.entity(woken).state()).isEqualTo("free");
  }

  /** Before 17 a node says of the one behind it whether that has to be woken. */
  @Test
  void beforeJdk17TheNodeBeforeTheWaiterSaysWhetherThatWasLetGo() {
    ObjectSpec waiting = gate("one", "waitStatus", -1, 0);
    ObjectSpec woken = gate("other", "waitStatus", 0, 0);
    Reading reading = reading();
    assertThat(reading.entity(waiting).state()).isEmpty();
    assertThat(reading.entity(woken).state()).isEqualTo("free");
  }

  private ObjectSpec gate(String thread, String status, int ofHead, int ofWaiter) {
    String locks = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
    ObjectSpec node = cut.instance(locks + "$Node").set(status, ofWaiter).set("next", null);
    ObjectSpec head =
        cut.instance(locks + "$Node").set(status, ofHead).set("next", node).set("prev", null);
    node.set("prev", head);
    ObjectSpec gate =
        cut.instance("a.Gate")
            .set("state", 0)
            .set("exclusiveOwnerThread", null)
            .set("head", head)
            .set("tail", node);
    cut.klass("a.Gate").extending(cut.klass(locks));
    cut.thread(thread)
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(locks + ".acquireShared(AbstractQueuedSynchronizer.java:2)", gate)
        .at("a.App.enter(App.java:3)");
    return gate;
  }

  @Test
  void whoWaitsForAChannelOfNettyWaitsInTheQueueOfThePool() {
    String pools = "io.netty.channel.pool.FixedChannelPool";
    ObjectSpec promise =
        cut.instance("io.netty.util.concurrent.DefaultPromise").set("result", null);
    ObjectSpec task = cut.instance(pools + "$AcquireTask").set("originalPromise", promise);
    cut.klass(pools + "$AcquireTask").extending(cut.klass(pools + "$AcquireListener"));
    ObjectSpec pool =
        cut.instance(pools)
            .set("maxConnections", 2)
            .set(
                "acquiredChannelCount",
                cut.instance("java.util.concurrent.atomic.AtomicInteger").set("value", 2))
            .set(
                "pendingAcquireQueue",
                cut.instance("java.util.ArrayDeque")
                    .set("elements", cut.array("java.lang.Object[]", task, null)));
    task.set("this$0", pool);
    cut.thread("tx")
        .state(Thread.State.WAITING)
        .at("java.lang.Object.wait(Object.java:1)")
        .at("io.netty.util.concurrent.DefaultPromise.await(DefaultPromise.java:2)", promise)
        .at("a.Client.ask(Client.java:3)", pool);
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.entity(pool).attributes()).containsEntry("lent", 2L);
    assertThat(reading.edges())
        .contains("io.netty.util.concurrent.DefaultPromise provided_by " + pools);
  }

  @Test
  void threadsOfTheJdkAndOfPeepsThatServeNobodyAreIdle() {
    cut.thread("VirtualThread-unblocker")
        .state(Thread.State.RUNNABLE)
        .at("java.lang.VirtualThread.takeVirtualThreadListToUnblock(Native Method)")
        .at("java.lang.VirtualThread.unblockVirtualThreads(VirtualThread.java:1516)")
        .at("java.lang.Thread.run(Thread.java:1474)");
    cut.thread("peeps-starting")
        .state(Thread.State.RUNNABLE)
        .at("javax.management.StandardMBean.construct(StandardMBean.java:174)")
        .at("dev.peeps.registry.RegistryThread.run(RegistryThread.java:45)");
    Reading reading = reading();
    assertThat(reading.entity("VirtualThread-unblocker").idle()).isTrue();
    assertThat(reading.entity("peeps-starting").idle()).isTrue();
  }
}
