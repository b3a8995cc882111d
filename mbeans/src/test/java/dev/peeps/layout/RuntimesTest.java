package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts of libraries come with peeps and cost nothing where the library is not. */
class RuntimesTest {
  private static final String LOOP = "io.netty.util.concurrent.SingleThreadEventExecutor";
  private static final String PROMISE = "io.netty.util.concurrent.DefaultPromise";

  @TempDir private Path folder;
  private final Hprof cut = Hprof.cut();
  private PreparedLayouts prepared;

  @BeforeEach
  void prepare() throws Exception {
    Path file = folder.resolve("prepared");
    Path jar = Files.write(folder.resolve("jar"), new byte[123]);
    PreparedLayouts.main(new String[] {file.toString(), jar.toString()});
    prepared = PreparedLayouts.read(file.toFile(), jar.toFile());
  }

  @Test
  void areNotReadWhereTheirClassesAreNot() {
    Layouts layouts = Layouts.with(prepared, List.of());
    cut.instance("com.acme.Order");
    cut.thread("main").at("com.acme.Main.main(Main.java:1)");
    assertThat(layouts.within(Reading.heap(cut))).isSameAs(layouts);
    assertThat(layouts.files()).noneMatch(file -> file.runtime);
    assertThat(layouts.all().files()).anyMatch(file -> file.runtime);
  }

  @Test
  void areReadWhereAClassOrAFrameIsTheirs() {
    Layouts layouts = Layouts.with(prepared, List.of());
    cut.thread("main").at("io.netty.channel.nio.NioEventLoop.run(NioEventLoop.java:1)");
    assertThat(names(layouts.within(Reading.heap(cut)))).contains("io.netty");
    Hprof other = Hprof.cut();
    other.instance(PROMISE);
    assertThat(names(layouts.within(Reading.heap(other)))).contains("io.netty");
  }

  /** Two threads with a connection each want another one; the pool records neither. */
  @Test
  void whoHasTheConnectionsOfAPoolIsSeenByTheirFrames() {
    ObjectSpec pool =
        cut.instance("com.mchange.v2.resourcepool.BasicResourcePool")
            .set("max", 2)
            .set("unused", cut.instance("java.util.LinkedList").set("first", null));
    for (String name : List.of("tx-0", "tx-1")) {
      ObjectSpec parent = cut.instance("com.mchange.v2.c3p0.impl.NewPooledConnection");
      ObjectSpec proxy =
          cut.instance("com.mchange.v2.c3p0.impl.NewProxyConnection")
              .set("parentPooledConnection", parent);
      cut.thread(name)
          .state(Thread.State.WAITING)
          .at("java.lang.Object.wait(Object.java:1)", pool)
          .at("com.mchange.v2.resourcepool.BasicResourcePool.awaitAvailable(Pool.java:2)", pool)
          .at("a.App.order(App.java:3)", proxy);
    }
    Layouts layouts = Layouts.with(prepared, List.of());
    Reading reading = Reading.of(layouts.within(Reading.heap(cut)), cut);
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains(
            "tx-0 needs com.mchange.v2.resourcepool.BasicResourcePool",
            "tx-1 needs com.mchange.v2.resourcepool.BasicResourcePool",
            "connection of c3p0 held_by tx-0",
            "connection of c3p0 held_by tx-1");
  }

  /** The pool counts what it has lent; whose that is, only proxies in frames tell. */
  @Test
  void whoHasAConnectionBehindAProxyIsSeenByHisFrames() {
    ObjectSpec none = cut.instance("java.util.LinkedList").set("first", null);
    ObjectSpec one = cut.instance("java.util.concurrent.atomic.AtomicInteger").set("value", 1);
    ObjectSpec pool =
        cut.instance("org.apache.tomcat.jdbc.pool.ConnectionPool")
            .set("size", one)
            .set("busy", cut.instance("java.util.concurrent.LinkedBlockingQueue").set("count", one))
            .set(
                "idle",
                cut.instance("org.apache.tomcat.jdbc.pool.FairBlockingQueue").set("items", none))
            .set(
                "poolProperties",
                cut.instance("org.apache.tomcat.jdbc.pool.PoolProperties")
                    .set("maxActive", 1)
                    .set("maxWait", 0));
    ObjectSpec last =
        cut.instance("org.apache.tomcat.jdbc.pool.ProxyConnection")
            .set("next", null)
            .set("pool", pool);
    ObjectSpec facade =
        cut.instance("org.apache.tomcat.jdbc.pool.DisposableConnectionFacade").set("next", last);
    cut.thread("tx")
        .state(Thread.State.TIMED_WAITING)
        .at("org.apache.tomcat.jdbc.pool.ConnectionPool.borrowConnection(Pool.java:2)", pool)
        .at("a.App.order(App.java:3)", cut.instance("java.lang.reflect.Proxy").set("h", facade));
    Layouts layouts = Layouts.with(prepared, List.of());
    Reading reading = Reading.of(layouts.within(Reading.heap(cut)), cut);
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains(
            "tx needs org.apache.tomcat.jdbc.pool.ConnectionPool",
            "org.apache.tomcat.jdbc.pool.ConnectionPool needs connection of Tomcat's pool",
            "connection of Tomcat's pool held_by tx");
  }

  /** Its answer is to come from the mailbox that the very thread works on. */
  @Test
  void anActorThatAsksItselfWaitsForItsOwnMailbox() {
    ObjectSpec promise =
        cut.instance("scala.concurrent.impl.Promise$DefaultPromise").set("value", null);
    ObjectSpec message =
        cut.instance("org.apache.pekko.dispatch.Envelope")
            .set(
                "sender",
                cut.instance("org.apache.pekko.pattern.PromiseActorRef").set("result", promise));
    ObjectSpec node =
        cut.instance("java.util.concurrent.ConcurrentLinkedQueue$Node")
            .set("item", message)
            .set("next", null);
    ObjectSpec mailbox =
        cut.instance("org.apache.pekko.dispatch.Mailbox")
            .set("actor", null)
            .set(
                "messageQueue",
                cut.instance("org.apache.pekko.dispatch.UnboundedMailbox$MessageQueue")
                    .set("head", node));
    cut.thread("dispatcher-1")
        .state(Thread.State.WAITING)
        .at("scala.concurrent.impl.Promise$DefaultPromise.result(Promise.scala:1)", promise)
        .at("a.Worker.receive(Worker.java:3)")
        .at("org.apache.pekko.dispatch.Mailbox.run(Mailbox.scala:2)", mailbox);
    Layouts layouts = Layouts.with(prepared, List.of());
    Reading reading = Reading.of(layouts.within(Reading.heap(cut)), cut);
    assertThat(reading.edges())
        .contains(
            "dispatcher-1 needs scala.concurrent.impl.Promise$DefaultPromise",
            "scala.concurrent.impl.Promise$DefaultPromise provided_by actor",
            "actor provided_by dispatcher-1");
  }

  @Test
  void thePlanIsThatOfAllOfThem() {
    assertThat(new String(prepared.plan(), StandardCharsets.UTF_8))
        .contains("\nclass " + PROMISE + " ")
        .isEqualTo(Layouts.with(prepared, List.of()).plan());
  }

  @Test
  void theIndexNamesThePackagesOfAllClassesAndMethods() {
    for (Layout file : Layouts.builtIn().files()) {
      if (!file.runtime) {
        continue;
      }
      Set<String> packages = new HashSet<>();
      for (String line : Runtimes.lines(prepared.text(Runtimes.INDEX))) {
        if (line.startsWith(file.file + " ")) {
          packages.addAll(List.of(Runtimes.words(line)));
          packages.remove(file.file);
        }
      }
      for (ClassBlock block : file.classBlocks) {
        for (String name : block.classes) {
          assertThat(packages)
              .describedAs(file.file + ": " + name)
              .anyMatch(one -> name.startsWith(one + "."));
        }
      }
      assertThat(file.macros).describedAs("found by no graph: " + file.file).isEmpty();
    }
  }

  @Test
  void cutsHaveThemSearchTheHeapForNothing() {
    // A class that is looked for in the whole heap costs a pass over it in every application.
    for (Layout file : Layouts.builtIn().files()) {
      for (ClassBlock block : file.classBlocks) {
        assertThat(file.runtime && block.wide).describedAs(block.classes.toString()).isFalse();
      }
    }
  }

  @Test
  void fieldsOfAnotherVersionAreCountedOnceAndNoMistake() {
    ObjectSpec loop = cut.instance("com.acme.Loop").set("worker", null);
    cut.klass("com.acme.Loop").extending(cut.klass(LOOP));
    Reading reading = Reading.of(Layouts.with(prepared, List.of()), cut);
    assertThat(reading.entity(loop)).isNotNull();
    assertThat(reading.graph().notices())
        .filteredOn(notice -> notice.code().startsWith("layout-"))
        .hasSize(1)
        .allMatch(notice -> notice.code().equals("layout-version") && notice.count() >= 3)
        .allMatch(notice -> notice.text().contains(LOOP + ".taskQueue"));
  }

  /** Netty 4.2 counts the states of its loops otherwise than 4.1. */
  @ParameterizedTest
  @CsvSource({"3, 5, 2", "5, 7, 4"})
  void whetherALoopEndsIsToldByItsOwnVersion(int shuttingDown, int terminated, int started) {
    cut.klass(LOOP)
        .staticField("ST_SHUTTING_DOWN", shuttingDown)
        .staticField("ST_TERMINATED", terminated);
    ObjectSpec atWork = cut.instance(LOOP).set("state", started);
    ObjectSpec ending = cut.instance(LOOP).set("state", shuttingDown);
    ObjectSpec over = cut.instance(LOOP).set("state", terminated);
    Reading reading = Reading.of(Layouts.with(prepared, List.of()), cut);
    assertThat(reading.entity(atWork).state()).isEmpty();
    assertThat(reading.entity(ending).state()).isEqualTo("shutdown");
    assertThat(reading.entity(over).state()).isEqualTo("terminated");
  }

  @Test
  void aLibraryThatBringsItsOwnKnowsItselfBetter() {
    String own = "layout io.netty 1\nfuture " + PROMISE + "\n  read other\n";
    Layouts layouts =
        Layouts.with(prepared, List.of()).and(List.of(new LayoutText("netty.jar!/x", own)));
    assertThat(layouts.problems()).isEmpty();
    assertThat(layouts.files()).filteredOn(file -> file.name.equals("io.netty")).hasSize(1);
    assertThat(layouts.plan()).contains("class " + PROMISE + " narrow-only\nfield other point\n");
    assertThat(layouts.plan()).doesNotContain(LOOP + " ");
  }

  private static List<String> names(Layouts layouts) {
    List<String> names = new ArrayList<>();
    for (Layout file : layouts.files()) {
      names.add(file.name);
    }
    return names;
  }
}
