package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Graph;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap dump says about things that threads wait for with a limit. */
class LimitedLivenessTest {
  private static final String LAYOUT =
      "layout test 1\nfuture app.Promise\n  read value\n"
          + "lock app.Gate\n  read keeper\n"
          + "blocked in app.Main.await\n  needs local(app.Promise)\n"
          + "blocked in app.Main.enter\n  needs local(app.Gate)\n"
          + "latch app.Flag\n  read left\n  show count = left\n  state closed when left > 0\n"
          + "blocked in app.Main.pause\n  needs local(app.Flag)\n"
          + "executor app.Pool\n  read queue\n  read size\n  takes_from queue\n"
          + "  provided_by any runners(this)\n  show queued = size\n"
          + "running in app.Pool.work\n  runs_on this\n";
  private static final String AWAIT = "app.Main.await(Main.java:7)";
  private static final String RUN = "app.Main.run(Main.java:9)";

  /** The bits of JVMTI for a thread in LockSupport.park, without a limit and with one. */
  private static final int WAITING = 0x291;

  private static final int TIMED_WAITING = 0x2a1;

  @TempDir private Path directory;
  private final Hprof dump = Hprof.dump();
  private final ObjectSpec promise = dump.instance("app.Promise").set("value", null);

  @Test
  void whatOnlyItsWaitersHaveIsSaidToBeTheirs() throws Exception {
    limited("caller", AWAIT);
    dump.thread("other").at(RUN);
    assertThat(liveness(promise)).isEqualTo(Liveness.WAITERS);
  }

  @Test
  void whoeverElseWillRunAndHasItMayBringIt() throws Exception {
    limited("caller", AWAIT);
    dump.thread("other").at(RUN, promise);
    assertThat(liveness(promise)).isNull();
  }

  /** One who waits with a limit for something else goes on, and has it. */
  @Test
  void whoWaitsWithALimitForWhatIsThereMayBringIt() throws Exception {
    limited("caller", AWAIT);
    ObjectSpec other = dump.instance("app.Promise").set("value", null);
    dump.thread("other").at(AWAIT, other).at(RUN, promise).object().set(STATUS, TIMED_WAITING);
    dump.thread("worker").at(RUN, other);
    assertThat(liveness(promise)).isNull();
  }

  @Test
  void whoWaitsWithoutALimitBringsNothingEither() throws Exception {
    limited("caller", AWAIT);
    dump.thread("other").at(AWAIT, promise).object().set(STATUS, WAITING);
    assertThat(liveness(promise)).isEqualTo(Liveness.WAITERS);
  }

  /** Many wait so between two rounds of work: nobody is held up, and nobody looks. */
  @Test
  void nobodyLooksWhereNothingWouldFollow() throws Exception {
    ObjectSpec gate = dump.instance("app.Gate").set("keeper", null);
    dump.thread("ticker")
        .at("app.Main.enter(Main.java:5)", gate)
        .object()
        .set(STATUS, TIMED_WAITING);
    assertThat(liveness(gate)).isNull();
  }

  /** Nobody is known to wait for the worker, but what is queued does. */
  @Test
  void whatOnlyTheQueueOfABusyWorkerLeadsToIsTheExecutorsToBring() throws Exception {
    ObjectSpec flag = flag();
    worker("worker", pool(flag), flag);
    assertThat(owedBy(flag)).hasSize(1).allMatch(id -> id.contains("executor-"));
  }

  /** {@code while (!stop.await(1, SECONDS)) tick()}, in more tasks than there are workers. */
  @Test
  void whatSeveralWorkersWaitForMayTellThemToStop() throws Exception {
    ObjectSpec flag = flag();
    ObjectSpec pool = pool(flag);
    worker("one", pool, flag);
    worker("other", pool, flag);
    assertThat(owedBy(flag)).isEmpty();
  }

  @Test
  void whatSomebodyElseMayOpenTheQueueDoesNotOwe() throws Exception {
    ObjectSpec flag = flag();
    worker("worker", pool(flag), flag);
    dump.thread("other").at(RUN, flag);
    assertThat(owedBy(flag)).isEmpty();
  }

  private ObjectSpec flag() {
    return dump.instance("app.Flag").set("left", 1);
  }

  /** With a task in its queue that refers to this one, too deep to be looked for. */
  private ObjectSpec pool(ObjectSpec last) {
    ObjectSpec task = last;
    for (int depth = 0; depth < 5; depth++) {
      task = dump.instance("app.Step").set("next", task);
    }
    ObjectSpec queue = dump.instance("app.Queue").set("first", task);
    ObjectSpec pool = dump.instance("app.Pool").set("queue", queue).set("size", 1);
    dump.thread("main").at(RUN, pool);
    return pool;
  }

  private void worker(String name, ObjectSpec pool, ObjectSpec flag) {
    dump.thread(name)
        .at("app.Main.pause(Main.java:3)", flag)
        .at("app.Pool.work(Pool.java:3)", pool)
        .object()
        .set(STATUS, TIMED_WAITING);
  }

  private List<String> owedBy(ObjectSpec thing) throws Exception {
    Graph graph = DeepReading.of(dump, directory, LAYOUT);
    return graph.from("p/latch-" + Long.toHexString(thing.id())).stream()
        .filter(edge -> edge.kind() == EdgeKind.PROVIDED_BY)
        .map(Edge::to)
        .collect(Collectors.toList());
  }

  private static final String STATUS = "threadStatus";

  private ThreadSpec limited(String name, String frame) {
    ThreadSpec thread = dump.thread(name).at(frame, promise);
    thread.object().set(STATUS, TIMED_WAITING);
    return thread;
  }

  private Object liveness(ObjectSpec thing) throws Exception {
    Graph graph = DeepReading.of(dump, directory, LAYOUT);
    return graph.entities().stream()
        .filter(entity -> entity.id().endsWith("-" + Long.toHexString(thing.id())))
        .map(entity -> entity.attributes().get("liveness"))
        .filter(word -> word != null)
        .findFirst()
        .orElse(null);
  }
}
