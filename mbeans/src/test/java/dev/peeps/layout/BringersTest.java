package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.Entity;
import dev.peeps.graph.Graph;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.reach.Level;
import dev.peeps.heap.reach.Survey;
import dev.peeps.heap.reach.WholeHeap;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a thread that waits for the outside can bring, in a heap dump. */
class BringersTest {
  private static final String LAYOUT =
      "layout test 1\nfuture app.Promise\n  read waiter as task\n  waiter needs this\n"
          + "socket app.Socket\n  read port\n"
          + "semaphore app.Limit\n  read first as follow\n"
          + "custom app.Call\n  read limit\n  read next as follow\n  needs limit\n"
          + "custom app.Held\n  read by\n  held_by by\n"
          + "blocked in app.Main.await\n  needs local(app.Promise)\n"
          + "blocked in app.Reader.read\n  needs local(app.Socket)\n"
          + "blocked in app.Pool.poll\n  idle\n"
          + "view app.List\n  by_field\n  read head as follow\n  each e = head..next\n"
          + "blocked in app.Park.park\n  thread needs blocker inferred\n"
          + "blocked in app.Loop.select\n  idle\n  show selects = true\n";
  private static final String AWAIT = "app.Main.await(Main.java:7)";
  private static final String SELECT = "app.Loop.select(Loop.java:8)";
  private static final String READ = "app.Reader.read(Reader.java:9)";
  private static final String PARK = "app.Park.park(Park.java:11)";
  private static final String WORK = "app.Work.run(Work.java:10)";

  /** The bits of JVMTI for a thread in LockSupport.park, and for one in native code. */
  private static final int WAITING = 0x291;

  private static final int TIMED_WAITING = 0x2a1;
  private static final int IN_NATIVE = 0x400005;

  @TempDir private Path directory;
  private final Hprof dump = Hprof.dump();
  private ObjectSpec promise;

  @BeforeEach
  void somebodyWaits() {
    promise = dump.instance("app.Promise").set("waiter", null);
    thread("asker", WAITING, AWAIT, promise);
  }

  @Test
  void theLoopOfASelectorHasToReceiveIt() throws Exception {
    thread("loop", IN_NATIVE, SELECT, dump.instance("app.Pending").set("response", promise));
    Graph graph = graph();
    assertThat(bringers(graph)).containsExactly("loop");
    assertThat(entity(graph, "loop").attributes()).containsEntry("outside", true);
  }

  @Test
  void aReaderAtASocketHasToReceiveIt() throws Exception {
    ObjectSpec socket = dump.instance("app.Socket").set("port", 80);
    thread("reader", IN_NATIVE, READ, socket, promise);
    Graph graph = graph();
    assertThat(bringers(graph)).containsExactly("reader");
    assertThat(entity(graph, "reader").attributes()).doesNotContainKey("outside");
  }

  /** A timer, a worker: whoever runs may complete it as well. */
  @Test
  void whatOthersCanGetAtIsLeftAlone() throws Exception {
    thread("loop", IN_NATIVE, SELECT, promise);
    thread("worker", IN_NATIVE, WORK, promise);
    assertThat(bringers(graph())).isEmpty();
  }

  @Test
  void ofTwoLoopsTheOneThatHasIt() throws Exception {
    thread("client", IN_NATIVE, SELECT, promise);
    thread("server", IN_NATIVE, SELECT);
    assertThat(bringers(graph())).containsExactly("client");
  }

  /** One for each group: together they may be more than the heap was allowed. */
  @Test
  void theSearchesTakeTheirMemoryOneAfterTheOther() throws Exception {
    thread("client", IN_NATIVE, SELECT, promise);
    thread("server", IN_NATIVE, SELECT);
    String memory = graph().processes().get(0).facts().get("reachMemory");
    WholeHeap heap = WholeHeap.read(directory.resolve("x.hprof"), ReadOptions.defaults());
    long tables = heap.memory();
    assertThat(new Survey(heap).level(promise.id())).isEqualTo(Level.UNKNOWN);
    long search = heap.memory() - tables;
    assertThat(Long.parseLong(memory)).isEqualTo(tables + 2 * search);
  }

  @Test
  void theLoopsOfAGroupAreAChoice() throws Exception {
    thread("loop-1", IN_NATIVE, SELECT, promise);
    thread("loop-2", IN_NATIVE, SELECT, promise);
    Graph graph = graph();
    assertThat(bringers(graph)).containsExactlyInAnyOrder("loop-1", "loop-2");
    assertThat(provisions(graph)).allSatisfy(edge -> assertThat(edge.choice()).isNotNull());
  }

  @Test
  void ofTooManyGroupsNobodyIsNamedAndThatIsSaid() throws Exception {
    for (char name = 'a'; name < 'h'; name++) {
      thread("loop-" + name, IN_NATIVE, SELECT, promise);
    }
    Graph graph = graph();
    assertThat(bringers(graph)).isEmpty();
    assertThat(graph.notices())
        .filteredOn(notice -> notice.code().equals("bringers-unknown"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("7 groups of threads wait for it"));
  }

  /** Each of very many responses may come by each of many loops. */
  @Test
  @Timeout(30)
  void manyResponsesThroughManyLoops() throws Exception {
    KlassSpec list = dump.klass("app.Pending").field("promise").field("next");
    KlassSpec type = dump.klass("app.Call").field("limit").field("next");
    ObjectSpec pending = null;
    ObjectSpec calls = null;
    for (int i = 0; i < 20_000; i++) {
      ObjectSpec response = dump.instance("app.Promise").set("waiter", null);
      calls = dump.instance(type).set("limit", response).set("next", calls);
      pending = dump.instance(list).set("promise", response).set("next", pending);
    }
    for (int i = 0; i < 100; i++) {
      thread("loop-" + i, IN_NATIVE, SELECT, pending);
    }
    Graph graph = graph();
    assertThat(provisions(graph)).hasSize(20_000 + 100);
    assertThat(bringers(graph).stream().filter(name -> name.startsWith("loop-"))).hasSize(100);
    assertThat(graph.entities())
        .extracting(Entity::type)
        .contains("100 threads that wait for events");
  }

  /** A limit that a hundred thousand wait at, and nobody for them: one look at each edge. */
  @Test
  @Timeout(15)
  void manyWaitersAreLookedAtOnce() throws Exception {
    ObjectSpec limit = dump.instance("app.Limit").set("first", null);
    ObjectSpec next = null;
    for (int i = 0; i < 100_000; i++) {
      next = dump.instance("app.Call").set("limit", limit).set("next", next);
    }
    limit.set("first", next);
    thread("loop", IN_NATIVE, SELECT);
    thread("worker", IN_NATIVE, WORK, limit);
    assertThat(bringers(graph())).isEmpty();
  }

  /** The other way round: somebody waits for what one of them holds. */
  @Test
  void aLimitCountsWhenSomebodyWaitsForItsWaiter() throws Exception {
    ObjectSpec limit = dump.instance("app.Limit").set("first", null);
    ObjectSpec call = dump.instance("app.Call").set("limit", limit).set("next", null);
    ObjectSpec held = dump.instance("app.Held").set("by", call);
    dump.instance("app.Call").set("limit", held).set("next", null);
    thread("loop", IN_NATIVE, SELECT, limit);
    assertThat(bringers(graph())).containsExactly("loop");
  }

  /** The limit of a connection that is idle: it may end the wait, if not in time. */
  @Test
  void whatATimerCanGetAtAsWell() throws Exception {
    thread("loop", IN_NATIVE, SELECT, promise);
    thread("timer", TIMED_WAITING, WORK, promise);
    Graph graph = graph();
    assertThat(bringers(graph)).containsExactly("loop");
    assertThat(graph.entity(provisions(graph).get(0).from()).attributes())
        .containsEntry("timerLeads", true);
  }

  @Test
  void whatOnlyATimerCanGetAtIsLeftAlone() throws Exception {
    thread("loop", IN_NATIVE, SELECT);
    thread("timer", TIMED_WAITING, WORK, promise);
    assertThat(bringers(graph())).isEmpty();
  }

  /** A worker without work, and one who waits for it with a limit: neither brings it. */
  @Test
  void idleOnesAndWaitersBringNothing() throws Exception {
    thread("loop", IN_NATIVE, SELECT, promise);
    thread("worker", TIMED_WAITING, "app.Pool.poll(Pool.java:3)", promise);
    thread("patient", TIMED_WAITING, AWAIT, promise);
    Graph graph = graph();
    assertThat(bringers(graph)).containsExactly("loop");
    assertThat(graph.entity(provisions(graph).get(0).from()).attributes())
        .doesNotContainKey("timerLeads");
  }

  /** Whoever completes it has it on his stack; that it could be looked up is no answer. */
  @Test
  void aStaticFieldOfTheJdkIsNobody() throws Exception {
    thread("loop", IN_NATIVE, SELECT, promise);
    dump.klass("sun.nio.ch.Provider").staticField("port", promise);
    assertThat(bringers(graph())).containsExactly("loop");
  }

  /** A library's own synchronizer, which is a list to all layouts, and whoever is parked on it. */
  @Test
  void whatAThreadIsOnlyParkedOn() throws Exception {
    KlassSpec list = dump.klass("app.List").field("head");
    KlassSpec type = dump.klass("app.ThreadlessExecutor").extending(list);
    ObjectSpec executor = dump.instance(type).set("head", null);
    ThreadSpec parked = thread("parked", WAITING, PARK, executor);
    parked.object().set("parkBlocker", executor);
    thread("loop", IN_NATIVE, SELECT, executor);
    ObjectSpec held = dump.instance("app.Held").set("by", parked.object());
    dump.instance("app.Call").set("limit", held).set("next", null);
    assertThat(bringers(graph())).containsExactly("loop");
  }

  /** What a cleaner has is for when nobody else has it. */
  @Test
  void aCleanerIsNobodyElse() throws Exception {
    thread("loop", IN_NATIVE, SELECT, promise);
    KlassSpec reference = dump.klass("java.lang.ref.Reference").field("referent");
    KlassSpec phantom = dump.klass("java.lang.ref.PhantomReference").extending(reference);
    KlassSpec type = dump.klass("jdk.internal.ref.Cleaner").extending(phantom).field("thunk");
    ObjectSpec cleaner = dump.instance(type).set("referent", null).set("thunk", promise);
    thread("cleaner", IN_NATIVE, WORK, cleaner);
    assertThat(bringers(graph())).containsExactly("loop");
  }

  private ThreadSpec thread(String name, int status, String frame, HasId... locals) {
    ThreadSpec thread = dump.thread(name).at(frame, locals);
    thread.object().set("threadStatus", status).set("name", dump.string(name));
    return thread;
  }

  private static List<String> bringers(Graph graph) {
    return provisions(graph).stream()
        .map(edge -> graph.entity(edge.to()).name())
        .collect(Collectors.toList());
  }

  private static List<Edge> provisions(Graph graph) {
    return graph.edges().stream()
        .filter(edge -> edge.kind() == EdgeKind.PROVIDED_BY)
        .collect(Collectors.toList());
  }

  private static Entity entity(Graph graph, String name) {
    return graph.entities().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  private Graph graph() throws Exception {
    return DeepReading.of(dump, directory, LAYOUT);
  }
}
