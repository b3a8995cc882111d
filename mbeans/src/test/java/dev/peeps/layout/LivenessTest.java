package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.HprofReader;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.reach.NotEnoughMemory;
import dev.peeps.heap.reach.WholeHeap;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap dump says about who can still bring what is waited for. */
class LivenessTest {
  private static final String LAYOUT =
      "layout test 1\nfuture app.Promise\n  read waiter as task\n  waiter needs this\n"
          + "blocked in app.Main.await\n  needs local(app.Promise)\n";
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
    Path file = dump.writeTo(directory.resolve("x.hprof"));
    Layouts layouts = Layouts.of(Map.of("test.layout", LAYOUT));
    assertThat(layouts.problems()).isEmpty();
    Graph.Builder builder = new Graph.Builder();
    GraphReader.read(
        HprofReader.read(file),
        layouts,
        new ProcessInfo("p", 1, "test", Map.of(), true),
        builder,
        new Look(file));
    return builder.build();
  }

  private static final class Look implements DeepLook {
    private final Path file;

    Look(Path file) {
      this.file = file;
    }

    @Override
    public boolean isAllowed() {
      return true;
    }

    @Override
    public String advice() {
      return "";
    }

    @Override
    public WholeHeap read() throws HprofException, NotEnoughMemory {
      return WholeHeap.read(file, ReadOptions.defaults());
    }
  }
}
