package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

/** What frameworks and pools that others bring along say of who waits for whom. */
class FrameworkLayoutsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";
  private static final String TIMED_WAIT = "java.lang.Object.wait(Object.java:1)";

  private final Hprof cut = Hprof.cut();

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  /** Code in a transaction has no connection in its frames: Spring's status leads to it. */
  private void rowIsHeldOver(String frame, String type, String field) {
    ObjectSpec session = cut.instance("org.h2.engine.SessionLocal");
    ObjectSpec row =
        cut.instance("org.h2.mvstore.tx.Transaction")
            .set("transactionId", 4)
            .set("listener", session);
    ObjectSpec connection = cut.instance("org.h2.jdbc.JdbcConnection").set("session", session);
    String jdbc = "org.springframework.jdbc.datasource.";
    ObjectSpec handle = cut.instance(jdbc + "SimpleConnectionHandle").set("connection", connection);
    ObjectSpec holder =
        cut.instance(jdbc + "ConnectionHolder")
            .set("connectionHandle", handle)
            .set("currentConnection", null);
    String transaction = jdbc + "DataSourceTransactionManager$DataSourceTransactionObject";
    cut.klass(transaction).extending(cut.klass(jdbc + "JdbcTransactionObjectSupport"));
    ObjectSpec status =
        cut.instance("org.springframework.transaction.support.DefaultTransactionStatus")
            .set("transaction", cut.instance(transaction).set("connectionHolder", holder));
    ObjectSpec known = type.isEmpty() ? status : cut.instance(type).set(field, status);
    cut.thread("order").state(Thread.State.WAITING).at(PARK).at(frame, known);
    cut.thread("audit")
        .state(Thread.State.WAITING)
        .at(TIMED_WAIT)
        .at("org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:2)", row);
    assertThat(reading().edges()).contains("transaction 4 held_by order");
  }

  @Test
  void whoIsInATransactionOfSpringHasItsConnection() {
    rowIsHeldOver(
        "org.springframework.transaction.support.TransactionTemplate.execute(T.java:3)", "", "");
  }

  @Test
  void soHasATransactionalMethod() {
    String aspect = "org.springframework.transaction.interceptor.TransactionAspectSupport";
    rowIsHeldOver(
        aspect + ".invokeWithinTransaction(T.java:3)",
        aspect + "$TransactionInfo",
        "transactionStatus");
  }

  /** A job that stops its own scheduler and waits until no job runs. */
  @Test
  void whoShutsQuartzDownWaitsForAllItsJobs() {
    String pool = "org.quartz.simpl.SimpleThreadPool";
    ThreadSpec worker = cut.thread("worker-1").state(Thread.State.TIMED_WAITING);
    ObjectSpec jobs = cut.instance(pool).set("busyWorkers", list(worker));
    worker
        .at(TIMED_WAIT)
        .at(pool + ".shutdown(SimpleThreadPool.java:2)", jobs)
        .at("a.Stop.execute(Stop.java:3)")
        .at(pool + "$WorkerThread.run(SimpleThreadPool.java:4)");
    cut.thread("worker-2")
        .state(Thread.State.TIMED_WAITING)
        .at(TIMED_WAIT)
        .at(pool + "$WorkerThread.run(SimpleThreadPool.java:4)");
    Reading reading = reading();
    assertThat(reading.edges())
        .contains("worker-1 needs " + pool, pool + " provided_by worker-1")
        .doesNotContain(pool + " provided_by worker-2");
  }

  private ObjectSpec list(HasId item) {
    ObjectSpec node = cut.instance("java.util.LinkedList$Node").set("item", item).set("next", null);
    return cut.instance("java.util.LinkedList").set("first", node);
  }

  /** It comes to its end when all of its workers have, whoever of them that is. */
  @Test
  void whoAwaitsTheTerminationOfAPoolWaitsForAllWhoWorkInIt() {
    String executor = "java.util.concurrent.ThreadPoolExecutor";
    ObjectSpec termination =
        cut.instance("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject");
    ObjectSpec pool =
        cut.instance(executor)
            .set("ctl", cut.instance("java.util.concurrent.atomic.AtomicInteger").set("value", 2))
            .set("corePoolSize", 2)
            .set("maximumPoolSize", 2)
            .set("workQueue", null)
            .set("termination", termination);
    for (String name : new String[] {"one", "two"}) {
      cut.thread(name)
          .state(Thread.State.WAITING)
          .at(PARK)
          .at("a.App.work(App.java:2)")
          .at(executor + ".runWorker(ThreadPoolExecutor.java:3)", pool);
    }
    cut.thread("closer")
        .state(Thread.State.TIMED_WAITING)
        .at(PARK)
        .at(executor + ".awaitTermination(ThreadPoolExecutor.java:4)", pool)
        .at("a.App.close(App.java:5)");
    assertThat(reading().edges())
        .contains(
            "closer needs its termination timed",
            "its termination provided_by one",
            "its termination provided_by two");
  }

  /** A call to a host that has its calls already is queued until one of them has ended. */
  @Test
  void aQueuedCallOfOkHttpBeginsWhenOneThatRunsHasEnded() {
    String call = "okhttp3.internal.connection.RealCall";
    ObjectSpec callback = cut.instance("a.App$1");
    ObjectSpec queue =
        cut.instance("java.util.ArrayDeque")
            .set(
                "elements",
                cut.array(
                    call + "$AsyncCall[]",
                    cut.instance(call + "$AsyncCall").set("responseCallback", callback)));
    ObjectSpec dispatcher =
        cut.instance("okhttp3.Dispatcher")
            .set("maxRequestsPerHost", 1)
            .set("readyAsyncCalls", queue);
    ObjectSpec client = cut.instance("okhttp3.OkHttpClient").set("dispatcher", dispatcher);
    ObjectSpec running =
        cut.instance(call + "$AsyncCall").set("this$0", cut.instance(call).set("client", client));
    cut.thread("loop")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("a.App.page(App.java:2)")
        .at(call + "$AsyncCall.run(RealCall.java:3)", running);
    assertThat(reading().edges())
        .contains("loop runs_on okhttp3.Dispatcher", "okhttp3.Dispatcher provided_by loop");
  }
}
