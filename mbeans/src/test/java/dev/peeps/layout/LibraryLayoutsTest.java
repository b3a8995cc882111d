package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.util.List;
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

  @Test
  void anExecutorOfJBossThatMayStartAnotherThreadWaitsForNobody() {
    jboss(2, 3);
    assertThat(reading().edges())
        .noneMatch(edge -> edge.startsWith("org.jboss.threads.EnhancedQueueExecutor provided_by"));
  }

  private ObjectSpec jboss(long threads, long most) {
    String name = "org.jboss.threads.EnhancedQueueExecutor";
    ObjectSpec child =
        cut.instance("java.util.concurrent.FutureTask")
            .set("state", 0)
            .set("runner", null)
            .set("callable", cut.instance("a.Child"));
    ObjectSpec task = cut.instance(name + "$Task").set("delegate", child);
    ObjectSpec node = cut.instance(name + "$TaskNode").set("task", task).set("next", null);
    ObjectSpec head = cut.instance(name + "$TaskNode").set("task", null).set("next", node);
    ObjectSpec pool =
        cut.instance(name).set("head", head).set("threadStatus", threads | most << 20 | most << 40);
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
    ObjectSpec pool = cut.instance("java.util.concurrent.ThreadPoolExecutor");
    ObjectSpec client =
        cut.instance(http + "HttpClientImpl")
            .set(
                "delegatingExecutor",
                cut.instance(http + "HttpClientImpl$DelegatingExecutor").set("delegate", pool));
    cut.thread("callback")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2)")
        .at(http + "HttpClientImpl.send(HttpClientImpl.java:3)", client)
        .at("a.Prices.follow(Prices.java:4)");
    assertThat(reading().edges())
        .contains("callback needs java.util.concurrent.ThreadPoolExecutor");
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
