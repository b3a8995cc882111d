package dev.peeps.heap.threads;

import static dev.peeps.heap.threads.Pictures.BLOCKED;
import static dev.peeps.heap.threads.Pictures.RUNNABLE;
import static dev.peeps.heap.threads.Pictures.WAITING;
import static dev.peeps.heap.threads.Pictures.monitors;
import static dev.peeps.heap.threads.Pictures.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Entity;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import dev.peeps.heap.ClassInit;
import dev.peeps.heap.Heap;
import dev.peeps.heap.HeapThread;
import dev.peeps.heap.Notice;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import dev.peeps.layout.GraphReader;
import dev.peeps.layout.Layouts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thread dump and a heap dump of one process, put together. */
class MonitorJoinTest {
  private final Hprof dump = Hprof.dump();
  private final StringBuilder text = new StringBuilder("Full thread dump X:\n");
  private final ObjectSpec a = dump.instance("com.acme.Account");
  private final ObjectSpec b = dump.instance("com.acme.Account");

  /** Adds a thread to the text. */
  private void dumped(String name, long tid, String status, String state, String... lines) {
    text.append("\n\"").append(name).append("\" #").append(tid);
    text.append(" prio=5 os_prio=0 tid=0x1 nid=0x").append(Long.toHexString(100 + tid));
    text.append(' ').append(status).append(" [0x0]\n   java.lang.Thread.State: ").append(state);
    text.append('\n');
    for (String line : lines) {
      text.append('\t').append(line).append('\n');
    }
  }

  private Heap joined() throws Exception {
    text.append("\nJNI global refs: 1\n");
    return MonitorJoin.join(Pictures.read(dump), Samples.text(text.toString()));
  }

  private static String at(ObjectSpec object) {
    return at(object.id());
  }

  private static String at(long address) {
    return String.format("<0x%016x> (a com.acme.Account)", address);
  }

  private void crossed(String first, String second) {
    thread(dump, "first", 1, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", a, b);
    thread(dump, "second", 2, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", b, a);
    String frame = "at com.acme.Bank.transfer(Bank.java:7)";
    String blocked = "BLOCKED (on object monitor)";
    dumped(
        "first",
        1,
        "waiting for monitor entry",
        blocked,
        frame,
        "- waiting to lock " + second,
        "- locked " + first);
    dumped(
        "second",
        2,
        "waiting for monitor entry",
        blocked,
        frame,
        "- waiting to lock " + first,
        "- locked " + second);
  }

  /** One thread came after the thread dump, so that what it wants is inferred. */
  @Test
  void whatIsInferredTakesNothingFromWhatIsKnown() throws Exception {
    crossed(at(a), at(b));
    thread(dump, "third", 3, BLOCKED).at("com.acme.Bank.total(Bank.java:9)", a, a);

    Graph.Builder builder = new Graph.Builder();
    GraphReader.read(
        MonitorInference.infer(joined()),
        Layouts.builtIn(),
        new ProcessInfo("p", 1, "test", Map.of(), true),
        builder);
    List<Entity> locks =
        builder.build().entities().stream()
            .filter(entity -> entity.kind() == EntityKind.LOCK)
            .collect(Collectors.toList());

    assertThat(locks).hasSize(2);
    assertThat(locks).extracting(Entity::state).containsOnly("locked");
    assertThat(locks).noneMatch(lock -> lock.attributes().containsKey("held_by"));
  }

  @Test
  void byAddress() throws Exception {
    crossed(at(a), at(b));

    Heap heap = joined();

    assertThat(monitors(heap))
        .containsExactly(
            "com.acme.Account owned by first@0 wanted by second",
            "com.acme.Account owned by second@0 wanted by first");
    assertThat(heap.monitorOf(a.id()).owner()).isEqualTo(heap.threads().get(0).id());
    assertThat(heap.notices()).isEmpty();
    HeapThread first = heap.threads().get(0);
    assertThat(first.nativeId()).isEqualTo(101);
    assertThat(first.blocker()).isEqualTo(b.id());
    assertThat(first.moved()).isFalse();
    assertThat(heap.info().fact("threadsMatched")).isEqualTo("2");
  }

  /** Who waits for whom is known all the same: the thread dump itself says it. */
  @Test
  void anObjectThatACollectionMovedIsNamedByItsClass() throws Exception {
    crossed(at(0xdead0), at(0xdead8));

    Heap heap = joined();

    assertThat(monitors(heap))
        .containsExactly(
            "?com.acme.Account owned by first@0 wanted by second",
            "?com.acme.Account owned by second@0 wanted by first");
  }

  @Test
  void anObjectThatWasMovedIsToldByTheFrameWhenOnlyOneIsOfItsClass() throws Exception {
    ObjectSpec till = dump.instance("com.acme.Till");
    thread(dump, "clerk", 1, WAITING)
        .at("java.lang.Object.wait(Native Method)")
        .at("com.acme.Till.open(Till.java:3)", a, till);
    dumped(
        "clerk",
        1,
        "in Object.wait()",
        "WAITING (on object monitor)",
        "at java.lang.Object.wait(java.base@17/Native Method)",
        "- waiting on <0x00000000dead0000> (a com.acme.Till)",
        "at com.acme.Till.open(Till.java:3)",
        "- locked <0x00000000dead0000> (a com.acme.Till)");

    Heap heap = joined();

    assertThat(monitors(heap)).containsExactly("com.acme.Till waited on by clerk");
    assertThat(heap.monitorOf(till.id())).isNotNull();
  }

  @Test
  void nothingRestsOnWhatAThreadWaitsForThatRanInBetween() throws Exception {
    thread(dump, "first", 1, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", a);
    thread(dump, "second", 2, RUNNABLE)
        .at("com.acme.Bank.count(Bank.java:20)")
        .at("com.acme.Bank.audit(Bank.java:9)", a);
    String blocked = "BLOCKED (on object monitor)";
    dumped(
        "first",
        1,
        "waiting for monitor entry",
        blocked,
        "at com.acme.Bank.transfer(Bank.java:8)",
        "- waiting to lock " + at(b));
    dumped(
        "second",
        2,
        "runnable",
        "RUNNABLE",
        "at com.acme.Bank.sum(Bank.java:31)",
        "at com.acme.Bank.audit(Bank.java:9)",
        "- locked " + at(a));

    Heap heap = joined();

    // What it owns stays: the frame that entered it and all outside are the same.
    assertThat(monitors(heap)).containsExactly("com.acme.Account owned by second@1");
    assertThat(heap.threads()).allSatisfy(thread -> assertThat(thread.moved()).isTrue());
    assertThat(heap.notices()).extracting(Notice::code).containsExactly("threads-moved");
    assertThat(heap.notices().get(0).count()).isEqualTo(2);
  }

  @Test
  void threadsOfAnotherProcessAreStrangers() throws Exception {
    thread(dump, "first", 1, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", a);
    dumped(
        "somebody",
        1,
        "waiting for monitor entry",
        "BLOCKED",
        "at org.other.Main.run(Main.java:8)",
        "- waiting to lock " + at(b));
    dumped("nobody", 9, "runnable", "RUNNABLE", "at org.other.Main.run(Main.java:8)");

    Heap heap = joined();

    assertThat(heap.monitors()).isEmpty();
    assertThat(heap.notices())
        .extracting(Notice::code)
        .containsExactly("threads-unmatched", "threads-strange");
  }

  @Test
  void ownersThatOnlyTheThreadDumpHas() throws Exception {
    thread(dump, "first", 1, BLOCKED).at("com.acme.Bank.transfer(Bank.java:7)", a);
    dumped(
        "first",
        1,
        "waiting for monitor entry",
        "BLOCKED",
        "at com.acme.Bank.transfer(Bank.java:7)",
        "- waiting to lock " + at(a));
    dumped(
        "new",
        9,
        "runnable",
        "RUNNABLE",
        "at com.acme.Bank.open(Bank.java:1)",
        "- locked " + at(a));

    Heap heap = joined();

    assertThat(monitors(heap)).containsExactly("com.acme.Account wanted by first");
    assertThat(heap.monitorOf(a.id()).ownerUnknown()).contains("only the thread dump has");
  }

  @Test
  void aClassThatIsBeingInitialised() throws Exception {
    dump.klass("com.acme.Lazy");
    ThreadSpec runner = thread(dump, "runner", 1, RUNNABLE);
    runner.at("com.acme.Lazy.<clinit>(Lazy.java:3)").at("com.acme.A.a(A.java:1)");
    ThreadSpec waiter = thread(dump, "waiter", 2, RUNNABLE);
    waiter.at("com.acme.B.b(B.java:1)");
    dumped(
        "runner",
        1,
        "runnable",
        "RUNNABLE",
        "at com.acme.Lazy.<clinit>(Lazy.java:3)",
        "at com.acme.A.a(A.java:1)");
    // As 17 writes it: the class is not named.
    dumped("waiter", 2, "in Object.wait()", "RUNNABLE", "at com.acme.B.b(B.java:1)");

    ClassInit init = joined().classInits().get(0);

    assertThat(init.initialiser()).isEqualTo(runner.id());
    assertThat(init.waiting()).containsExactly(waiter.id());
    assertThat(init.reason()).isNotEmpty();
  }

  @Test
  void theStacksOfTheThreadDumpStandInWhereTheHeapHasNone() throws Exception {
    thread(dump, "first", 1, BLOCKED);
    thread(dump, "second", 2, WAITING);
    dumped(
        "first",
        1,
        "waiting for monitor entry",
        "BLOCKED",
        "at com.acme.Bank.transfer(Bank.java:7)",
        "- waiting to lock " + at(a));
    dumped(
        "second",
        2,
        "in Object.wait()",
        "WAITING",
        "at com.acme.Bank.audit(Bank.java:9)",
        "- locked " + at(a));

    Heap heap = joined();

    assertThat(monitors(heap))
        .containsExactly("com.acme.Account owned by second@0 wanted by first");
    assertThat(heap.threads().get(0).frames().get(0).text())
        .isEqualTo("com.acme.Bank.transfer(Bank.java:7)");
  }
}
