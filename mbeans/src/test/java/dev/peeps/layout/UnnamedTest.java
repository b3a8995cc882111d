package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Graph;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the code that waits for a latch has it in a variable, or where one leads to. */
class UnnamedTest {
  private static final String LAYOUT =
      "layout test 1\npackage java.util.concurrent\nlatch CountDownLatch\n  read count\n"
          + "blocked in CountDownLatch.await\n  needs this\n";
  private static final String AWAIT = "java.util.concurrent.CountDownLatch.await(X.java:7)";
  private static final String HOLD = "app.Main.hold(Main.java:9)";

  @TempDir private Path directory;
  private final Hprof dump = Hprof.dump();
  private final ObjectSpec latch =
      dump.instance("java.util.concurrent.CountDownLatch").set("count", 1);

  @Test
  void whatOnlyTheWaitItselfRefersToIsUnnamed() throws Exception {
    waiter("keeper").at(HOLD, dump.instance("app.Main").set("other", null));
    assertThat(unnamed()).isTrue();
  }

  @Test
  void aVariableNamesIt() throws Exception {
    waiter("loader").at(HOLD, latch);
    assertThat(unnamed()).isFalse();
  }

  @Test
  void aFieldNamesIt() throws Exception {
    ObjectSpec state = dump.instance("app.State").set("ready", latch);
    waiter("loader").at(HOLD, dump.instance("app.Service").set("state", state));
    assertThat(unnamed()).isFalse();
  }

  /** A thread of a class of its own may have it in a field. */
  @Test
  void theThreadItselfMayNameIt() throws Exception {
    dump.klass("app.Loader").extending(dump.klass("java.lang.Thread"));
    ThreadSpec loader = waiter(dump.thread(dump.instance("app.Loader"), "loader", false));
    loader.at(HOLD, loader.object());
    assertThat(unnamed()).isFalse();
  }

  /** {@code Thread.currentThread()} has no field of the application's. */
  @Test
  void aThreadOfTheJdksDoesNot() throws Exception {
    ThreadSpec main = waiter("main");
    main.at(HOLD, main.object());
    assertThat(unnamed()).isTrue();
  }

  @Test
  void whatSeveralWaitForIsNobodysOwn() throws Exception {
    waiter("one");
    waiter("two");
    assertThat(unnamed()).isFalse();
  }

  private ThreadSpec waiter(String name) {
    return waiter(dump.thread(name));
  }

  private ThreadSpec waiter(ThreadSpec thread) {
    thread.at(AWAIT, latch);
    thread.object().set("threadStatus", 0x291);
    return thread;
  }

  private boolean unnamed() throws Exception {
    Graph graph = DeepReading.of(dump, directory, LAYOUT);
    return graph.entities().stream()
        .anyMatch(entity -> Boolean.TRUE.equals(entity.attributes().get("unnamed")));
  }
}
