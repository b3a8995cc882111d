package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Entity;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

/** Pools of objects and of threads that libraries bring. */
class PoolLayoutsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";
  private static final String POOLS = "org.apache.commons.pool2.impl.";
  private static final String TAKE =
      POOLS + "LinkedBlockingDeque.takeFirst(LinkedBlockingDeque.java:2)";

  private final Hprof cut = Hprof.cut();

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  private ObjectSpec number(long value) {
    return cut.instance("java.util.concurrent.atomic.AtomicInteger").set("value", (int) value);
  }

  private ObjectSpec allocated() {
    cut.klass("org.apache.commons.pool2.PooledObjectState").extending(cut.klass("java.lang.Enum"));
    return cut.instance("org.apache.commons.pool2.PooledObjectState")
        .set("name", cut.string("ALLOCATED"));
  }

  /** The objects of a key: all of them lent. */
  private ObjectSpec deque(ObjectSpec lent) {
    ObjectSpec pooled =
        cut.instance(POOLS + "DefaultPooledObject").set("object", lent).set("state", allocated());
    ObjectSpec entry =
        cut.instance("java.util.concurrent.ConcurrentHashMap$Node")
            .set("key", lent)
            .set("val", pooled)
            .set("next", null);
    return cut.instance(POOLS + "GenericKeyedObjectPool$ObjectDeque")
        .set("idleObjects", cut.instance(POOLS + "LinkedBlockingDeque").set("count", 0))
        .set("createCount", number(1))
        .set(
            "allObjects",
            cut.instance("java.util.concurrent.ConcurrentHashMap")
                .set("table", cut.array("java.util.concurrent.ConcurrentHashMap$Node[]", entry)));
  }

  private void wants(String name, ObjectSpec pool, ObjectSpec deque, ObjectSpec has) {
    cut.thread(name)
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(TAKE)
        .at(POOLS + "GenericKeyedObjectPool.borrowObject(G.java:3)", pool, deque)
        .at("a.Transfer.move(Transfer.java:4)", has);
  }

  private Reading keyed(long maxTotal) {
    ObjectSpec pool =
        cut.instance(POOLS + "GenericKeyedObjectPool")
            .set("maxTotal", (int) maxTotal)
            .set("maxTotalPerKey", 1);
    ObjectSpec first = cut.instance("a.Session");
    ObjectSpec second = cut.instance("a.Session");
    wants("left", pool, deque(second), first);
    wants("right", pool, deque(first), second);
    return reading();
  }

  @Test
  void whoWantsAnObjectOfAKeyWaitsForThoseThatHaveTheOnesOfThatKey() {
    assertThat(keyed(-1).edges())
        .contains(
            "left needs " + POOLS + "GenericKeyedObjectPool",
            POOLS + "GenericKeyedObjectPool needs Session",
            "Session held_by right",
            "Session held_by left");
  }

  /** One of any key would make room. */
  @Test
  void underALimitForAllKeysItIsNotKnownWhoseObjectIsWaitedFor() {
    assertThat(keyed(2).edges())
        .contains("left needs " + POOLS + "GenericKeyedObjectPool")
        .noneMatch(edge -> edge.contains("needs Session"));
  }

  private ObjectSpec empty(long created) {
    ObjectSpec pool =
        cut.instance(POOLS + "GenericObjectPool")
            .set("maxTotal", 1)
            .set("idleObjects", cut.instance(POOLS + "LinkedBlockingDeque").set("count", 0))
            .set("createCount", number(created));
    cut.thread("order")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(TAKE)
        .at(POOLS + "GenericObjectPool.borrowObject(G.java:3)", pool);
    return pool;
  }

  @Test
  void aPoolThatHasNoObjectAndMakesNoneGivesNobodyOne() {
    assertThat(reading(empty(0)).attributes()).containsKey("abandoned");
  }

  @Test
  void whoMakesAnObjectHasCountedItBefore() {
    assertThat(reading(empty(1)).attributes()).doesNotContainKey("abandoned");
  }

  private Entity reading(ObjectSpec of) {
    return reading().entity(of);
  }

  private Reading vibur(boolean closed) {
    String pools = "org.vibur.objectpool.ConcurrentPool";
    ObjectSpec sync = cut.instance("java.util.concurrent.Semaphore$NonfairSync").set("state", 0);
    ObjectSpec pool =
        cut.instance(pools)
            .set("maxSize", 1)
            .set("takeSemaphore", cut.instance("java.util.concurrent.Semaphore").set("sync", sync));
    ObjectSpec handler =
        cut.instance("org.vibur.dbcp.proxy.ConnectionInvocationHandler")
            .set(
                "closed",
                cut.instance("java.util.concurrent.atomic.AtomicBoolean")
                    .set("value", closed ? 1 : 0))
            .set(
                "poolOperations",
                cut.instance("org.vibur.dbcp.pool.PoolOperations").set("poolService", pool));
    ObjectSpec proxy = cut.instance("$Proxy1").set("h", handler);
    cut.klass("$Proxy1").extending(cut.klass("java.lang.reflect.Proxy"));
    cut.thread("order")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("java.util.concurrent.Semaphore.acquire(Semaphore.java:2)")
        .at(pools + ".take(ConcurrentPool.java:3)", pool)
        .at("a.Order.audit(Order.java:4)", proxy);
    return reading();
  }

  @Test
  void whoHasTheConnectionsOfViburIsSeenByTheirFrames() {
    assertThat(vibur(false).edges())
        .contains(
            "order needs org.vibur.objectpool.ConcurrentPool",
            "org.vibur.objectpool.ConcurrentPool needs connection of Vibur's pool",
            "connection of Vibur's pool held_by order");
  }

  @Test
  void aClosedConnectionOfViburIsNobodys() {
    assertThat(vibur(true).edges())
        .contains("order needs org.vibur.objectpool.ConcurrentPool")
        .noneMatch(edge -> edge.contains("connection of Vibur's pool"));
  }

  /** Its waiters park without saying on what. */
  @Test
  void whoWaitsForAnOperationOfHazelcastWaitsForItsFuture() {
    String name = "com.hazelcast.spi.impl.operationservice.impl.InvocationFuture";
    cut.klass("com.hazelcast.spi.impl.AbstractInvocationFuture")
        .extending(cut.klass("java.util.concurrent.CompletableFuture"));
    cut.klass(name).extending(cut.klass("com.hazelcast.spi.impl.AbstractInvocationFuture"));
    ObjectSpec future = cut.instance(name).set("invocation", null);
    cut.thread("booking")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("com.hazelcast.spi.impl.AbstractInvocationFuture.manageParking(A.java:2)", future)
        .at("com.hazelcast.map.impl.proxy.MapProxyImpl.lock(M.java:3)")
        .at("a.Booking.run(Booking.java:4)");
    assertThat(reading().edges()).contains("booking needs " + name);
  }

  /** gRPC's blocking stubs run what comes for their call themselves. */
  @Test
  void whoBlocksInACallOfGrpcWaitsForItsAnswer() {
    String name = "io.grpc.stub.ClientCalls$ThreadlessExecutor";
    ObjectSpec call = cut.instance(name).set("waiter", null);
    cut.thread("order")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(name + ".waitAndDrain(ClientCalls.java:2)", call)
        .at("io.grpc.stub.ClientCalls.blockingUnaryCall(ClientCalls.java:3)")
        .at("a.Order.place(Order.java:4)");
    assertThat(reading().edges()).contains("order needs io.grpc.stub.ClientCall");
  }

  /** Tomcat brings a copy of the JDK's executor, and a queue of its own. */
  @Test
  void theExecutorOfTomcatRunsWhatIsQueuedWhenItHasAllItsThreads() {
    String threads = "org.apache.tomcat.util.threads.";
    ObjectSpec child =
        cut.instance("java.util.concurrent.FutureTask")
            .set("state", 0)
            .set("runner", null)
            .set("callable", cut.instance("a.Child"));
    ObjectSpec node =
        cut.instance("java.util.concurrent.LinkedBlockingQueue$Node")
            .set("item", child)
            .set("next", null);
    cut.klass(threads + "TaskQueue")
        .extending(cut.klass("java.util.concurrent.LinkedBlockingQueue"));
    ObjectSpec queue =
        cut.instance(threads + "TaskQueue")
            .set("count", number(1))
            .set("capacity", 100)
            .set("head", node);
    ObjectSpec pool =
        cut.instance(threads + "ThreadPoolExecutor")
            .set("ctl", number(0xe0000001L))
            .set("corePoolSize", 1)
            .set("maximumPoolSize", 1)
            .set("workQueue", queue);
    ThreadSpec worker = cut.thread("exec-1").state(Thread.State.WAITING).at(PARK);
    worker
        .at("java.util.concurrent.FutureTask.get(FutureTask.java:2)", child)
        .at("a.Parent.call(Parent.java:3)")
        .at(threads + "ThreadPoolExecutor.runWorker(T.java:4)", pool);
    assertThat(reading().edges())
        .contains(
            "a.Child provided_by " + threads + "ThreadPoolExecutor",
            threads + "ThreadPoolExecutor provided_by exec-1");
  }
}
