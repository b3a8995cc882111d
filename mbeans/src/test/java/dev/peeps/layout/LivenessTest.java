package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap dump says about who can still bring what is waited for. */
class LivenessTest {
  private static final String LAYOUT =
      "layout test 1\nfuture app.Promise\n  read waiter as task\n  waiter needs this\n"
          + "blocked in app.Main.await\n  needs local(app.Promise)\n"
          + "executor app.Pool\n  read queue\n  takes_from queue\n  provided_by any runners(this)\n"
          + "running in app.Pool.work\n  runs_on this\n"
          + "executor app.Timer\n  takes_from this\n  provided_by runners(this)\n"
          + "running in app.Timer.loop\n  runs_on this\n";
  private static final String AWAIT = "app.Main.await(Main.java:7)";
  private static final String RUN = "app.Main.run(Main.java:9)";

  /** The bits of JVMTI for a thread in LockSupport.park. */
  private static final int WAITING = 0x291;

  @TempDir private Path directory;
  private final Hprof dump = Hprof.dump();

  @Test
  void eachPieceOfGarbageCountsOnce() throws Exception {
    ObjectSpec wanted = dump.instance("app.Promise").set("waiter", null);
    dump.instance("app.Promise").set("waiter", null);
    dump.instance("app.Promise").set("waiter", null);
    waiter("waiter", AWAIT, wanted);
    assertThat(graph().notices())
        .filteredOn(notice -> notice.code().equals("garbage"))
        .extracting(notice -> notice.count())
        .containsExactly(2L);
  }

  /** It is to be finalized, and its finalize() may complete what it has. */
  @Test
  void whatNobodyHasAndIsFinalizedIsWithinReach() throws Exception {
    ObjectSpec promise = dump.instance("app.Promise").set("waiter", null);
    ObjectSpec leaked = dump.instance("app.Lease").set("promise", promise);
    dump.klass("java.lang.ref.Reference").field("referent");
    dump.klass("java.lang.ref.FinalReference").extending(dump.klass("java.lang.ref.Reference"));
    ObjectSpec reference = dump.instance("java.lang.ref.FinalReference").set("referent", leaked);
    dump.klass("java.lang.ref.Finalizer").staticField("unfinalized", reference);
    ThreadSpec waiter = waiter("waiter", AWAIT, promise);
    String id = "p/future-" + Long.toHexString(promise.id());
    assertThat(graph().entity(id).attributes()).containsEntry("liveness", "reached");
    waiter.at(RUN, leaked);
    assertThat(graph().entity(id).attributes()).containsEntry("liveness", "unreached");
  }

  @Test
  void whoHoldsItAndDoesNotWaitForItIsNamed() throws Exception {
    ObjectSpec first = dump.instance("app.Promise").set("waiter", null);
    ObjectSpec second = dump.instance("app.Promise").set("waiter", null);
    ThreadSpec one = waiter("one", AWAIT, first).at(RUN, second);
    ThreadSpec other = waiter("other", AWAIT, second).at(RUN, first);
    Graph graph = graph();
    assertThat(heldByTasks(graph, first)).isEqualTo("[p/thread-" + tid(graph, other) + "]");
    assertThat(heldByTasks(graph, second)).isEqualTo("[p/thread-" + tid(graph, one) + "]");
  }

  /** A task that is queued refers to it, too deep to be looked for; main knows the pool. */
  @Test
  void whatOnlyAQueueLeadsToIsTheExecutorsToBring() throws Exception {
    ObjectSpec promise = dump.instance("app.Promise").set("waiter", null);
    ObjectSpec task = promise;
    for (int depth = 0; depth < 5; depth++) {
      task = dump.instance("app.Step").set("next", task);
    }
    ObjectSpec queue = dump.instance("app.Queue").set("first", task);
    ObjectSpec pool = dump.instance("app.Pool").set("queue", queue);
    waiter("worker", AWAIT, promise).at("app.Pool.work(Pool.java:3)", pool);
    dump.thread("main").at(RUN, pool);
    Graph graph = graph();
    assertThat(graph.entity("p/future-" + Long.toHexString(promise.id())).attributes())
        .containsEntry("liveness", "queued");
    assertThat(graph.from("p/future-" + Long.toHexString(promise.id())))
        .extracting(Edge::kind, Edge::to, Edge::evidence)
        .containsExactly(
            tuple(
                EdgeKind.PROVIDED_BY,
                "p/executor-" + Long.toHexString(pool.id()),
                Evidence.INFERRED));
  }

  /** The queue of a Timer is its executor, and the JDK's cleaner refers to it as well. */
  @Test
  void whatAnExecutorLeadsToThatIsItsOwnQueueIsItsToBring() throws Exception {
    ObjectSpec promise = dump.instance("app.Promise").set("waiter", null);
    ObjectSpec later = dump.instance("app.Step").set("next", promise);
    ObjectSpec timer = dump.instance("app.Timer").set("first", later);
    waiter("timer", AWAIT, promise).at("app.Timer.loop(Timer.java:3)", timer);
    dump.thread("cleaner").at(RUN, timer);
    String id = "p/future-" + Long.toHexString(promise.id());
    assertThat(graph().entity(id).attributes()).containsEntry("liveness", "queued");
  }

  /** One more worker may start, or a worker may be where it was not seen. */
  @Test
  void aQueueOfWhichItIsNotKnownWhoEmptiesItLeadsOn() throws Exception {
    ObjectSpec promise = dump.instance("app.Promise").set("waiter", null);
    ObjectSpec queue = dump.instance("app.Queue").set("first", promise);
    ObjectSpec pool = dump.instance("app.Pool").set("queue", queue);
    waiter("worker", AWAIT, promise);
    dump.thread("main").at(RUN, pool);
    assertThat(graph().entity("p/future-" + Long.toHexString(promise.id())).attributes())
        .containsEntry("liveness", "reached");
  }

  /**
   * That the reader of the file could not tell what is garbage is no gap once it was looked into.
   */
  @Test
  void whatWasLookedIntoIsNotMissing() throws Exception {
    waiter("waiter", AWAIT, dump.instance("app.Promise").set("waiter", null));
    Graph graph = graph();
    assertThat(graph.notices()).isEmpty();
    assertThat(graph.processes()).allMatch(ProcessInfo::complete);
  }

  private ThreadSpec waiter(String name, String frame, HasId thing) {
    ThreadSpec thread = dump.thread(name).at(frame, thing);
    thread.object().set("threadStatus", WAITING);
    return thread;
  }

  private static String heldByTasks(Graph graph, ObjectSpec thing) {
    return String.valueOf(
        graph.entity("p/future-" + Long.toHexString(thing.id())).attributes().get("heldByTasks"));
  }

  private static String tid(Graph graph, ThreadSpec thread) {
    return graph.entities().stream()
        .filter(entity -> entity.id().endsWith("x" + Long.toHexString(thread.id())))
        .map(entity -> entity.id().substring("p/thread-".length()))
        .findFirst()
        .orElse("none");
  }

  private Graph graph() throws Exception {
    return DeepReading.of(dump, directory, LAYOUT);
  }
}
