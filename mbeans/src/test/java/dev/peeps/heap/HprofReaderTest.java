package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import dev.peeps.heap.testing.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file holds is what the heap gives: objects, classes, texts, stacks. */
class HprofReaderTest {
  @TempDir Path directory;

  private Heap read(Hprof hprof) throws Exception {
    return HprofReader.read(hprof.writeTo(directory.resolve("x.hprof")));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void fieldsOfAllTypesAndOfSuperclasses(int idSize) throws Exception {
    Hprof dump = Hprof.dump().idSize(idSize);
    KlassSpec base = dump.klass("a.Base").field(Type.INT, "hidden").field("next");
    dump.klass("a.Sub").extending(base).field(Type.LONG, "hidden");
    ObjectSpec sub =
        dump.instance("a.Sub")
            .set("hidden", -7L)
            .set("z", true)
            .set("b", (byte) -1)
            .set("c", 'ß')
            .set("s", (short) -300)
            .set("i", Integer.MIN_VALUE)
            .set("f", 1.5f)
            .set("d", -2.25);
    sub.set("next", sub);
    Heap heap = read(dump);

    HeapObject object = heap.object(sub.id());
    assertThat(object.type().name()).isEqualTo("a.Sub");
    assertThat(object.field("hidden")).isEqualTo(Value.number(-7));
    assertThat(object.field("z")).isEqualTo(Value.number(1));
    assertThat(object.field("b")).isEqualTo(Value.number(-1));
    assertThat(object.field("c")).isEqualTo(Value.number('ß'));
    assertThat(object.field("s")).isEqualTo(Value.number(-300));
    assertThat(object.field("i")).isEqualTo(Value.number(Integer.MIN_VALUE));
    assertThat(object.field("f")).isEqualTo(Value.decimal(1.5));
    assertThat(object.field("d")).isEqualTo(Value.decimal(-2.25));
    assertThat(object.field("next")).isEqualTo(Value.reference(sub.id()));
    assertThat(object.field("other")).isEqualTo(Value.ABSENT);
    assertThat(object.length()).isEqualTo(-1);
    assertThat(object.element(0)).isEqualTo(Value.UNKNOWN);
    assertThat(object.text()).isNull();
    assertThat(object.complete()).isTrue();
    assertThat(heap.notices()).isEmpty();
    assertThat(heap.info().isCut()).isFalse();
  }

  @Test
  void classesHaveBinaryNamesSuperclassesAndStatics() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec lock = dump.instance("a.b.C$Lock");
    dump.klass("a.b.C").staticField("LOCK", lock).staticField("MAX", 12).staticField("NO", null);
    dump.klass("a.b.C$Lock[][]");
    ObjectSpec numbers = dump.array("int[]", 1, 2);
    Heap heap = read(dump);

    HeapClass c = heap.classesNamed("a.b.C").get(0);
    assertThat(c.superclass().name()).isEqualTo("java.lang.Object");
    assertThat(c.superclass().superclass()).isNull();
    assertThat(c.isA("a.b.C")).isTrue();
    assertThat(c.isA("java.lang.Object")).isTrue();
    assertThat(c.isA("a.b.D")).isFalse();
    assertThat(c.staticNames()).containsExactly("LOCK", "MAX", "NO");
    assertThat(c.staticField("LOCK").id()).isEqualTo(lock.id());
    assertThat(c.staticField("MAX")).isEqualTo(Value.number(12));
    assertThat(c.staticField("NO")).isEqualTo(Value.NULL);
    assertThat(c.staticField("NONE")).isEqualTo(Value.UNKNOWN);
    assertThat(heap.classById(c.id())).isSameAs(c);
    assertThat(heap.classesNamed("a.b.C$Lock[][]")).hasSize(1);
    assertThat(heap.classesNamed("nowhere")).isEmpty();
    assertThat(heap.object(numbers.id()).type()).isSameAs(heap.classesNamed("int[]").get(0));

    HeapObject mirror = heap.object(c.id());
    assertThat(mirror.type().name()).isEqualTo("java.lang.Class");
    assertThat(mirror.field("name").isUnknown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/C$D, a.b.C$D",
    "[[La/b/C;, a.b.C[][]",
    "[J, long[]",
    "a/C$$Lambda+0x00007f, a.C$$Lambda/0x00007f",
    "a/C$$Lambda.0x00007f, a.C$$Lambda/0x00007f",
    "[La/C$$Lambda+0x00007f;, a.C$$Lambda/0x00007f[]",
    "a/C0x, a.C0x"
  })
  void binaryNames(String inFile, String name) {
    assertThat(Symbols.binaryName(inFile)).isEqualTo(name);
  }

  @Test
  void twoLoadersMayDefineOneName() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec loader = dump.instance("a.Loader");
    ObjectSpec first = dump.instance("a.C");
    ObjectSpec second = dump.instance(dump.anotherClass("a.C").loadedBy(loader));
    Heap heap = read(dump);

    assertThat(heap.classesNamed("a.C"))
        .extracting(HeapClass::loader)
        .containsExactly(0L, loader.id());
    assertThat(instances(heap, heap.classesNamed("a.C").get(0))).containsExactly(first.id());
    assertThat(instances(heap, heap.classesNamed("a.C").get(1))).containsExactly(second.id());
  }

  @Test
  void instancesAreOfExactlyTheClassAndInFileOrder() throws Exception {
    Hprof dump = Hprof.dump();
    dump.klass("a.Sub").extending(dump.klass("a.C"));
    ObjectSpec first = dump.instance("a.C");
    dump.instance("a.Sub");
    ObjectSpec second = dump.instance("a.C");
    ObjectSpec numbers = dump.array("long[]", 1L);
    Heap heap = read(dump);

    assertThat(instances(heap, heap.classesNamed("a.C").get(0)))
        .containsExactly(first.id(), second.id());
    assertThat(instances(heap, heap.classesNamed("long[]").get(0))).containsExactly(numbers.id());
  }

  @Test
  void arrays() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec thing = dump.instance("a.C");
    ObjectSpec things = dump.array("a.C[]", thing, null);
    ObjectSpec numbers = dump.array("short[]", (short) 3, (short) -4);
    ObjectSpec none = dump.array("byte[]");
    Heap heap = read(dump);

    HeapObject array = heap.object(things.id());
    assertThat(array.type().name()).isEqualTo("a.C[]");
    assertThat(array.length()).isEqualTo(2);
    assertThat(array.element(0).id()).isEqualTo(thing.id());
    assertThat(array.element(1)).isEqualTo(Value.NULL);
    assertThat(array.element(2)).isEqualTo(Value.UNKNOWN);
    assertThat(array.element(-1)).isEqualTo(Value.UNKNOWN);
    assertThat(heap.object(numbers.id()).element(1)).isEqualTo(Value.number(-4));
    assertThat(heap.object(none.id()).length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Grüße", "日本語 \uD83D\uDE00", "a\u0000\u001b[31mb"})
  void texts(String text) throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec string = dump.string(text);
    Heap heap = read(dump);

    assertThat(heap.object(string.id()).text()).isEqualTo(text);
  }

  @Test
  void textsOfJdk8AreCharArrays() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec chars = dump.array("char[]", '€', 'u');
    ObjectSpec string = dump.instance("java.lang.String").set("value", chars);
    ObjectSpec bytes = dump.array("byte[]", (byte) 0xac, (byte) 0x20);
    Heap heap = read(dump);

    assertThat(heap.object(string.id()).text()).isEqualTo("€u");
    assertThat(heap.object(chars.id()).text()).isEqualTo("€u");
    assertThat(heap.object(bytes.id()).text()).isNull();
  }

  @Test
  void textsThatWereNotCopiedAreUnknown() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec bytes = dump.array("byte[]", (byte) 1).omitted();
    ObjectSpec string = dump.instance("java.lang.String").set("value", bytes);
    Heap heap = read(dump);

    assertThat(heap.object(bytes.id())).isNull();
    assertThat(heap.object(string.id()).text()).isNull();
  }

  @Test
  void stacksAreSharedAndLocalsAreNot() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec lock = dump.instance("a.Lock");
    ObjectSpec other = dump.instance("a.Lock");
    ThreadSpec one = stack(dump.thread("one"), lock, lock);
    ThreadSpec two = stack(dump.thread("two"), other, lock);
    Heap heap = read(dump);

    HeapThread first = heap.threadOf(one.id());
    HeapThread second = heap.threadOf(two.id());
    assertThat(first.stackSerial()).isEqualTo(second.stackSerial()).isNotZero();
    assertThat(first.frames())
        .extracting(HeapFrame::text)
        .containsExactly(
            "a.b.C.sleep(Native Method)",
            "a.b.C$D.run(C.java:12)",
            "a.b.C.<init>(C.java)",
            "a.b.C.main(Unknown Source)");
    assertThat(first.frames().get(0).locals()).isEmpty();
    assertThat(first.frames().get(1).locals()).containsExactly(lock.id());
    assertThat(second.frames().get(1).locals()).containsExactly(other.id(), lock.id());
    HeapFrame run = first.frames().get(1);
    assertThat(run.className()).isEqualTo("a.b.C$D");
    assertThat(run.method()).isEqualTo("run");
    assertThat(run.descriptor()).isEqualTo("()V");
    assertThat(run.sourceFile()).isEqualTo("C.java");
    assertThat(run.line()).isEqualTo(12);
  }

  private static ThreadSpec stack(ThreadSpec thread, ObjectSpec a, ObjectSpec b) {
    return thread
        .at("a.b.C.sleep(Native Method)")
        .at("a.b.C$D.run(C.java:12)", a, b)
        .at("a.b.C.<init>(C.java)")
        .at("a.b.C.main(Unknown Source)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA PROFILE 1.0.1", "JAVA PROFILE 1.0.2"})
  void unsegmentedDumps(String format) throws Exception {
    Hprof dump = Hprof.dump().format(format).unsegmented();
    ObjectSpec object = dump.instance("a.C");
    Heap heap = read(dump);

    assertThat(heap.object(object.id())).isNotNull();
    assertThat(heap.notices()).isEmpty();
    assertThat(heap.info().timestampMillis()).isEqualTo(1_700_000_000_000L);
  }

  static List<Long> instances(Heap heap, HeapClass type) {
    List<Long> ids = new ArrayList<>();
    heap.forEachInstance(type, ids::add);
    return ids;
  }
}
