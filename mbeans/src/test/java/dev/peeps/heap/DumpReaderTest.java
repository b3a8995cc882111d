package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.Type;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the walk over a heap dump keeps of it: what a cut of the same process would have. */
class DumpReaderTest {
  @TempDir Path directory;

  private Heap read(Hprof dump, String... plan) throws Exception {
    return read(dump.writeTo(directory.resolve("x.hprof")), plan);
  }

  private static Heap read(Path file, String... plan) throws Exception {
    return HprofReader.read(file, plan(plan), ReadOptions.defaults());
  }

  private static String plan(String... lines) {
    return "peeps-plan 1\n" + String.join("\n", lines) + "\nend\n";
  }

  private static HeapObject object(Heap heap, HasId spec) {
    return heap.object(spec.id());
  }

  private static Hprof dump() {
    Hprof dump = Hprof.dump();
    dump.klass("java.lang.Class");
    dump.klass("java.lang.String");
    dump.klass("java.lang.Thread").field("name").field(Type.LONG, "tid");
    return dump;
  }

  @Test
  void plannedFieldsAndNothingElse() throws Exception {
    Hprof dump = dump();
    ObjectSpec secret = dump.string("secret");
    ObjectSpec owner = dump.instance("a.Owner").set("payload", secret);
    ObjectSpec lock = dump.instance("a.Lock").set("owner", owner).set("payload", secret);
    lock.set("holds", 3).set("name", dump.string("stock"));
    dump.thread("main").at("a.C.m(C.java:3)", lock);

    Heap heap =
        read(
            dump,
            "class a.Lock narrow-only",
            "field owner point",
            "field holds prim",
            "field name name");

    HeapObject read = object(heap, lock);
    assertThat(read.complete()).isTrue();
    assertThat(read.type().fieldNames()).containsExactlyInAnyOrder("owner", "holds", "name");
    assertThat(read.field("holds")).isEqualTo(Value.number(3));
    assertThat(heap.object(read.field("name").id()).text()).isEqualTo("stock");
    assertThat(read.field("payload")).isEqualTo(Value.ABSENT);
    assertThat(object(heap, owner).type().fieldNames()).isEmpty();
    assertThat(object(heap, secret)).isNull();
    assertThat(heap.threads().get(0).frames().get(0).locals()).containsExactly(lock.id());
  }

  /** Whoever knows a latch may count it down, through whatever field that is. */
  @Test
  void whatApplicationObjectsReferTo() throws Exception {
    Hprof dump = dump();
    ObjectSpec latch = dump.instance("a.Latch").set("state", 1);
    ObjectSpec loader = dump.instance("a.Loader");
    dump.klass("app.Job").loadedBy(loader);
    dump.klass("app.Context").loadedBy(loader);
    ObjectSpec text = dump.string("secret");
    ObjectSpec array = dump.array("a.Latch[]", latch, null);
    ObjectSpec context = dump.instance("app.Context").set("latches", array).set("key", text);
    ObjectSpec job = dump.instance("app.Job").set("context", context).set("done", latch);
    dump.thread("main").at("app.Job.run(Job.java:3)", job);

    Heap heap = read(dump, "class a.Latch narrow-only", "field state prim");

    assertThat(heap.threads().get(0).frames().get(0).locals()).containsExactly(job.id());
    assertThat(heap.references(job.id())).containsExactly(context.id(), latch.id());
    assertThat(heap.references(context.id())).containsExactly(array.id());
    assertThat(heap.references(array.id())).containsExactly(latch.id());
    assertThat(heap.object(text.id())).isNull();
  }

  @Test
  void aFieldThatOnlyASubclassHasIsReadThere() throws Exception {
    Hprof dump = dump();
    dump.klass("a.Step").field("label");
    dump.klass("a.Fetch").extending(dump.klass("a.Step")).field("label").field("url");
    dump.klass("a.Store").extending(dump.klass("a.Step"));
    ObjectSpec target = dump.instance("a.Target");
    ObjectSpec fetch = dump.instance("a.Fetch").set("url", target);
    ObjectSpec store = dump.instance("a.Store").set("label", target);
    dump.thread("main").at("a.C.m(C.java:3)", fetch, store);

    Heap heap = read(dump, "class a.Step narrow-only", "field label point", "field url point");

    assertThat(object(heap, fetch).field("url")).isEqualTo(Value.reference(target.id()));
    assertThat(object(heap, store).field("url")).isEqualTo(Value.ABSENT);
    assertThat(object(heap, store).field("label")).isEqualTo(Value.reference(target.id()));
  }

  @Test
  void pendingFuturesWhereverTheyAreAndNoneThatIsOver() throws Exception {
    Hprof dump = dump();
    dump.klass("a.Future").field("result").field("stack");
    ObjectSpec waits = dump.instance("a.Future");
    ObjectSpec over = dump.instance("a.Future").set("result", waits);
    ObjectSpec dependents = dump.instance("a.Future").set("result", waits);
    dependents.set("stack", dump.instance("a.Completion").set("dep", waits));
    ObjectSpec known = dump.instance("a.Future");
    dump.thread("main").at("a.C.m(C.java:3)", known);

    Heap heap =
        read(
            dump,
            "class a.Future",
            "settled result unless stack",
            "field result point",
            "field stack follow");

    List<Long> futures = new ArrayList<>();
    heap.forEachInstance(heap.classesNamed("a.Future").get(0), futures::add);
    assertThat(futures).containsExactly(waits.id(), dependents.id(), known.id());
    assertThat(object(heap, over)).isNull();
    assertThat(heap.reachability(known.id())).isEqualTo(Reachability.THREADS);
    assertThat(heap.reachability(waits.id())).isEqualTo(Reachability.UNKNOWN);
    assertThat(heap.notices())
        .filteredOn(notice -> notice.code().equals("reachability-unknown"))
        .extracting(Notice::count)
        .containsExactly(2L);
  }

  @Test
  void whatATaskOfTheApplicationHoldsThreeSteps() throws Exception {
    Hprof dump = dump();
    ObjectSpec loader = dump.instance("a.AppLoader");
    String[] names = {"a.Task", "a.One", "a.Two", "a.Three", "a.Four"};
    ObjectSpec[] steps = new ObjectSpec[names.length];
    ObjectSpec[] locks = new ObjectSpec[names.length];
    for (int i = names.length - 1; i >= 0; i--) {
      locks[i] = dump.instance("a.Lock").set("n", i);
      dump.klass(names[i]).loadedBy(loader);
      steps[i] = dump.instance(names[i]).set("lock", locks[i]);
      if (i + 1 < names.length) {
        steps[i].set("next", steps[i + 1]);
      }
    }
    dump.thread("main").at("a.C.m(C.java:3)", steps[0]);

    Heap heap = read(dump, "class a.Lock narrow-only", "field n prim");

    // As libpeeps has it: an object in the third step is looked at for planned ones, not through.
    assertThat(object(heap, locks[0])).isNotNull();
    assertThat(object(heap, locks[2])).isNotNull();
    assertThat(object(heap, locks[3])).isNull();
    assertThat(object(heap, locks[4])).isNull();
  }

  @Test
  void entriesOfQueuesOnlyWhereThePlanLeadsToThem() throws Exception {
    Hprof dump = dump();
    ObjectSpec last = dump.instance("a.Node").set("item", dump.instance("a.Task"));
    ObjectSpec first = dump.instance("a.Node").set("next", last);
    ObjectSpec queue = dump.instance("a.Queue").set("head", first);
    ObjectSpec stray = dump.instance("a.Node").set("next", last);
    ObjectSpec table = dump.array("a.Node[]", first, null, stray);
    ObjectSpec map = dump.instance("a.Map").set("table", table);
    dump.thread("main").at("a.C.m(C.java:3)", queue).at("a.C.n(C.java:4)", map);

    Heap heap =
        read(
            dump,
            "class a.Queue narrow-only",
            "field head follow",
            "class a.Map narrow-only",
            "field table elements",
            "class a.Node narrow-only by-field budget:3",
            "field next follow",
            "field item point");

    assertThat(object(heap, last).complete()).isTrue();
    assertThat(object(heap, stray).complete()).isTrue();
    assertThat(object(heap, table).element(2)).isEqualTo(Value.reference(stray.id()));
    assertThat(object(heap, table).element(1)).isEqualTo(Value.NULL);
    assertThat(object(heap, table).length()).isEqualTo(3);
  }

  @Test
  void allLocalsOfAPlannedMethodAndStaticFields() throws Exception {
    Hprof dump = dump();
    ObjectSpec map = dump.instance("a.Map");
    ObjectSpec common = dump.instance("a.Pool");
    dump.klass("a.Pool").staticField("common", common).staticField("other", map);
    ObjectSpec other = dump.instance("a.Other");
    dump.thread("main").at("a.Map.compute(Map.java:3)", map).at("a.C.m(C.java:4)", other);

    Heap heap =
        read(dump, "class a.Pool narrow-only", "static common follow", "method a.Map.compute");

    assertThat(heap.threads().get(0).frames().get(0).locals()).containsExactly(map.id());
    assertThat(heap.threads().get(0).frames().get(1).locals()).isEmpty();
    HeapClass pool = heap.classesNamed("a.Pool").get(0);
    assertThat(pool.staticNames()).containsExactly("common");
    assertThat(heap.object(pool.staticField("common").id())).isEqualTo(object(heap, common));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "four", "one record", "gzip", "gzip in members"})
  void theSameFromEveryKindOfFile(String kind) throws Exception {
    Hprof dump = dump();
    dump = kind.equals("four") ? dump.idSize(4) : dump;
    dump = kind.equals("one record") ? dump.unsegmented() : dump;
    ObjectSpec lock = dump.instance("a.Lock").set("name", dump.string("stock"));
    for (int i = 0; i < 20_000; i++) {
      dump.instance("a.Order").set("n", i);
    }
    ObjectSpec late = dump.instance("a.Node").set("name", dump.string("late"));
    lock.set("head", late);
    dump.thread("main").at("a.C.m(C.java:3)", lock);
    byte[] bytes = dump.bytes();
    int member = kind.equals("gzip") ? bytes.length : kind.startsWith("gzip") ? 10_000 : 0;

    Heap heap =
        read(
            Files.write(directory.resolve("x.hprof"), member == 0 ? bytes : gzip(bytes, member)),
            "class a.Lock narrow-only",
            "field head follow",
            "field name name",
            "class a.Node narrow-only by-field",
            "field name name");

    assertThat(heap.notices()).isEmpty();
    HeapObject node = heap.object(object(heap, lock).field("head").id());
    assertThat(node.id()).isEqualTo(late.id());
    assertThat(heap.object(node.field("name").id()).text()).isEqualTo("late");
    assertThat(heap.info().number("passes")).isPositive();
    assertThat(heap.info().isCut()).isFalse();
  }

  private static byte[] gzip(byte[] bytes, int member) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int from = 0; from < bytes.length; from += member) {
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(bytes, from, Math.min(member, bytes.length - from));
      }
    }
    return packed.toByteArray();
  }

  /** JDK 8 writes one record, and its length has no room for what is beyond 4 GB. */
  @Test
  void aLengthThatLostItsCarry() throws Exception {
    Hprof dump = dump();
    ObjectSpec lock = dump.instance("a.Lock").set("n", 7);
    dump.thread("main").at("a.C.m(C.java:3)", lock);
    byte[] bytes = dump.unsegmented().bytes();
    int record = 0;
    for (int at = 31; at < bytes.length; at += 9 + Bytes.int4(bytes, at + 5)) {
      record = at;
    }
    assertThat(bytes[record]).isEqualTo((byte) 0x0C);
    // As if 2^32 bytes were missing: the record seems to end in the middle of an object.
    Bytes.int4(bytes, record + 5, Bytes.int4(bytes, record + 5) / 2);

    Heap heap =
        read(
            Files.write(directory.resolve("x.hprof"), bytes),
            "class a.Lock narrow-only",
            "field n prim");

    assertThat(object(heap, lock).field("n")).isEqualTo(Value.number(7));
  }

  @Test
  void memoryThatDoesNotSufficeIsCountedOrRefused() throws Exception {
    Hprof dump = dump();
    dump.klass("a.Future").field("result");
    for (int i = 0; i < 5_000; i++) {
      dump.instance("a.Future");
    }
    Path file = dump.writeTo(directory.resolve("x.hprof"));
    String plan = plan("class a.Future", "field result point");

    Heap some = HprofReader.read(file, plan, ReadOptions.defaults().maxMemory(200_000));
    List<Long> futures = new ArrayList<>();
    some.forEachInstance(some.classesNamed("a.Future").get(0), futures::add);
    Notice left =
        some.notices().stream().filter(n -> n.code().equals("memory-limit")).findFirst().get();
    assertThat(futures.size() + left.count()).isEqualTo(5_000);
    assertThat(futures).hasSizeBetween(500, 3_000);

    assertThatThrownBy(() -> HprofReader.read(file, plan, ReadOptions.defaults().maxMemory(500)))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("--max-memory");
  }

  @Test
  void aCutIsReadAsOne() throws Exception {
    Hprof cut = Hprof.cut().info("pid", "12");
    cut.instance("a.C").set("n", 1);
    Heap heap = read(cut);
    assertThat(heap.info().isCut()).isTrue();
    assertThat(heap.info().fact("pid")).isEqualTo("12");
  }
}
