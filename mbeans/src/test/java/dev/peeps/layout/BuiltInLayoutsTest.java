package dev.peeps.layout;

import static java.lang.Thread.State.TIMED_WAITING;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

class BuiltInLayoutsTest {
  private static final String AQS = "java.util.concurrent.locks.AbstractQueuedSynchronizer";
  private static final String LOCK = "java.util.concurrent.locks.ReentrantLock";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private final Hprof cut = Hprof.cut();

  @Test
  void haveNoMistakes() {
    assertThat(Layouts.builtIn().problems()).isEmpty();
  }

  @Test
  void compileIntoAPlan() {
    String plan = Layouts.builtIn().plan();
    assertThat(plan).startsWith("peeps-plan 1\n").endsWith("\nend\n");
    assertThat(plan).contains("\nclass " + FUTURE + " budget:20000\nsettled result unless stack\n");
    assertThat(plan).contains("\nclass " + AQS + " narrow-only\nfield head point\n");
    assertThat(plan).contains("\nmethod " + FUTURE + ".waitingGet\n");
  }

  @Test
  void lockIsHeldByItsOwnerAndNeededByItsQueue() {
    ObjectSpec sync = sync(LOCK + "$NonfairSync", LOCK + "$Sync");
    ObjectSpec lock = cut.instance(LOCK).set("sync", sync);
    ThreadSpec owner = cut.thread("owner").state(WAITING);
    ThreadSpec waiter =
        cut.thread("waiter")
            .state(WAITING)
            .at("jdk.internal.misc.Unsafe.park(Unsafe.java:-1)")
            .at(LOCK + ".lock(ReentrantLock.java:322)", lock)
            .at("com.acme.Bank.transfer(Bank.java:10)");
    ThreadSpec queued = cut.thread("queued").state(TIMED_WAITING);
    ObjectSpec head = node(null, null);
    ObjectSpec first = node(head, waiter.object());
    ObjectSpec second = node(first, queued.object());
    sync.set("exclusiveOwnerThread", owner).set("head", head).set("tail", second);

    Reading reading = Reading.builtIn(cut);

    assertThat(reading.edges())
        .containsExactly(
            LOCK + " held_by owner", "queued needs " + LOCK + " timed", "waiter needs " + LOCK);
    assertThat(reading.entity(LOCK).attributes()).containsEntry("queued", 2L);
    assertThat(reading.entity(LOCK).state()).isEqualTo("locked");
  }

  @Test
  void futuresNeedTheirSources() {
    ObjectSpec source = future();
    ObjectSpec dependent = future();
    ObjectSpec apply = completion("UniApply").set("dep", dependent).set("src", source);
    apply.set("fn", cut.instance("com.acme.Orders$$Lambda/0x1"));
    ObjectSpec signaller = cut.instance(FUTURE + "$Signaller").set("next", null);
    cut.klass(FUTURE + "$Signaller").extending(cut.klass(FUTURE + "$Completion"));
    ThreadSpec main = cut.thread("main").state(WAITING);
    signaller.set("thread", main);
    dependent.set("stack", signaller);
    source.set("stack", apply);

    assertThat(Reading.builtIn(cut).edges())
        .containsExactly("com.acme.Orders needs " + FUTURE, "main needs com.acme.Orders");
  }

  @Test
  void anyOfIsAChoiceBetweenAllAlternatives() {
    ObjectSpec any = future();
    ObjectSpec one = future();
    ObjectSpec two = future();
    ObjectSpec all = cut.array(FUTURE + "[]", one, two);
    for (ObjectSpec source : new ObjectSpec[] {one, two}) {
      ObjectSpec completion = completion("AnyOf");
      source.set("stack", completion.set("dep", any).set("src", source).set("srcs", all));
    }

    assertThat(Reading.builtIn(cut).edges())
        .containsExactly(
            FUTURE + " needs " + FUTURE + " any", FUTURE + " needs " + FUTURE + " any");
  }

  private ObjectSpec future() {
    return cut.instance(FUTURE).set("result", null).set("stack", null);
  }

  private ObjectSpec completion(String kind) {
    cut.klass(FUTURE + "$" + kind).extending(cut.klass(FUTURE + "$UniCompletion"));
    cut.klass(FUTURE + "$UniCompletion").extending(cut.klass(FUTURE + "$Completion"));
    return cut.instance(FUTURE + "$" + kind).set("next", null);
  }

  private ObjectSpec sync(String name, String base) {
    cut.klass(name).extending(cut.klass(base).extending(cut.klass(AQS)));
    return cut.instance(name).set("state", 1).set("head", null).set("tail", null);
  }

  private ObjectSpec node(ObjectSpec prev, ObjectSpec waiter) {
    return cut.instance(AQS + "$Node").set("prev", prev).set("next", null).set("waiter", waiter);
  }

  @Test
  void readersOfALockAreInTheirThreadLocals() {
    String name = "java.util.concurrent.locks.ReentrantReadWriteLock";
    ObjectSpec sync = sync(name + "$NonfairSync", name + "$Sync").set("state", 3 << 16);
    ThreadSpec first = cut.thread("first").state(WAITING);
    ThreadSpec second = cut.thread("second").state(WAITING);
    ObjectSpec key = cut.instance(name + "$Sync$ThreadLocalHoldCounter");
    sync.set("firstReader", first).set("firstReaderHoldCount", 1).set("readHolds", key);
    sync.set("exclusiveOwnerThread", null);
    ObjectSpec count = cut.instance(name + "$Sync$HoldCounter").set("count", 2);
    String map = "java.lang.ThreadLocal$ThreadLocalMap";
    ObjectSpec entry = cut.instance(map + "$Entry").set("referent", key).set("value", count);
    second
        .object()
        .set("threadLocals", cut.instance(map).set("table", cut.array(map + "$Entry[]", entry)));
    first.object().set("threadLocals", null);
    sync.set("tail", node(node(null, null), second.object()));

    Reading reading = Reading.builtIn(cut);
    assertThat(reading.edges())
        .containsExactly(name + " held_by first", name + " held_by second", "second needs " + name);
    assertThat(reading.entity(name).state()).isEqualTo("read-locked");
    assertThat(reading.entity(name).attributes()).containsEntry("readHolds", 3L);
  }

  @Test
  void forkJoinTasksAreProvidedByWhoRunsThemOrByTheirPool() {
    String pool = "java.util.concurrent.ForkJoinPool";
    String task = "java.util.concurrent.ForkJoinTask";
    cut.klass("com.acme.Sum").extending(cut.klass(task));
    ObjectSpec running = cut.instance("com.acme.Sum").set("status", 0).set("aux", null);
    ObjectSpec queued = cut.instance("com.acme.Sum").set("status", 0).set("aux", null);
    cut.klass("java.util.concurrent.ForkJoinWorkerThread").extending(cut.klass("java.lang.Thread"));
    ObjectSpec object = cut.instance("java.util.concurrent.ForkJoinWorkerThread");
    ThreadSpec worker = cut.thread(object, "worker", false).state(WAITING);
    worker
        .at("java.util.concurrent.ForkJoinTask.awaitDone(ForkJoinTask.java:1)", queued)
        .at("com.acme.Sum.compute(Sum.java:9)")
        .at("java.util.concurrent.ForkJoinTask.doExec(ForkJoinTask.java:1)", running);
    ObjectSpec work = cut.instance(pool + "$WorkQueue").set("owner", worker);
    work.set("array", cut.array(task + "[]", queued, null));
    ObjectSpec queues = cut.array(pool + "$WorkQueue[]", null, work);
    ObjectSpec crew = cut.instance(pool).set("queues", queues).set("parallelism", 4);
    object.set("pool", crew.set("poolName", cut.string("crew")));
    ThreadSpec main = cut.thread("main").state(WAITING);
    main.at("java.util.concurrent.ForkJoinTask.awaitDone(ForkJoinTask.java:1)", running);

    Reading reading = Reading.builtIn(cut);
    assertThat(reading.edges())
        .containsExactly(
            "com.acme.Sum provided_by crew",
            "com.acme.Sum provided_by worker",
            "main needs com.acme.Sum",
            "worker needs com.acme.Sum",
            "worker runs_on crew");
    assertThat(reading.entity("crew").attributes())
        .containsEntry("parallelism", 4L)
        .containsEntry("threads", 1L)
        .containsEntry("queued", 1L);
  }
}
