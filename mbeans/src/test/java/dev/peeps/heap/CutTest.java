package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The records of our own, and what incomplete and settled objects do not tell. */
class CutTest {
  @TempDir Path directory;

  private Heap read(Hprof hprof) throws Exception {
    return HprofReader.read(hprof.writeTo(directory.resolve("x.hprof")));
  }

  @Test
  void threads() throws Exception {
    Hprof cut = Hprof.cut().info("pid", "4711").info("custom", "kept");
    ObjectSpec lock = cut.instance("a.Lock");
    ThreadSpec carrier = cut.thread("ForkJoinPool-1-worker-1").tid(31).nativeId(4712).daemon();
    ThreadSpec virtual =
        cut.virtualThread("")
            .tid(42)
            .state(Thread.State.TIMED_WAITING)
            .carrier(carrier)
            .blocker(lock)
            .localsUnknown()
            .stackCut()
            .at("a.C.run(C.java:1)");
    ThreadSpec gone = cut.thread("gone").stackUnavailable().moved();
    Heap heap = read(cut);

    assertThat(heap.info().isCut()).isTrue();
    assertThat(heap.info().number("pid")).isEqualTo(4711);
    assertThat(heap.info().fact("custom")).isEqualTo("kept");
    assertThat(heap.notices()).isEmpty();
    HeapThread worker = heap.threadOf(carrier.id());
    assertThat(worker.name()).isEqualTo("ForkJoinPool-1-worker-1");
    assertThat(worker.tid()).isEqualTo(31);
    assertThat(worker.nativeId()).isEqualTo(4712);
    assertThat(worker.daemon()).isTrue();
    assertThat(worker.virtual()).isFalse();
    assertThat(worker.frames()).isEmpty();
    assertThat(worker.stackKnown()).isTrue();
    assertThat(worker.localsKnown()).isTrue();
    HeapThread thread = heap.threadOf(virtual.id());
    assertThat(thread.virtual()).isTrue();
    assertThat(thread.state()).isEqualTo(Thread.State.TIMED_WAITING);
    assertThat(thread.carrier()).isEqualTo(carrier.id());
    assertThat(thread.blocker()).isEqualTo(lock.id());
    assertThat(thread.localsKnown()).isFalse();
    assertThat(thread.stackCut()).isTrue();
    assertThat(thread.moved()).isFalse();
    assertThat(thread.frames()).hasSize(1);
    assertThat(heap.threadOf(gone.id()).stackKnown()).isFalse();
    assertThat(heap.threadOf(gone.id()).moved()).isTrue();
    assertThat(heap.threadOf(lock.id())).isNull();
    assertThat(heap.threads()).extracting(HeapThread::tid).containsExactly(31L, 42L, 3L);
  }

  @ParameterizedTest
  @EnumSource(Thread.State.class)
  void states(Thread.State state) throws Exception {
    Hprof cut = Hprof.cut();
    cut.thread("t").state(state);
    assertThat(read(cut).threads().get(0).state()).isEqualTo(state);
  }

  @Test
  void inNative() throws Exception {
    Hprof cut = Hprof.cut();
    cut.thread("t").jvmtiState(0x400005);
    HeapThread thread = read(cut).threads().get(0);
    assertThat(thread.inNative()).isTrue();
    assertThat(thread.state()).isEqualTo(Thread.State.RUNNABLE);
  }

  @Test
  void longNamesAreCut() throws Exception {
    Hprof cut = Hprof.cut();
    cut.thread("x".repeat(1000));
    assertThat(read(cut).threads().get(0).name()).hasSize(256);
  }

  @Test
  void monitorsAndClassInitialisation() throws Exception {
    Hprof cut = Hprof.cut();
    ObjectSpec lock = cut.instance("a.Lock");
    ThreadSpec one = cut.thread("one");
    ThreadSpec two = cut.thread("two");
    ThreadSpec three = cut.thread("three");
    cut.monitor(lock).owner(one).ownerDepth(2).entering(two, three).waiting(three).source(2);
    cut.monitor(one);
    KlassSpec type = cut.klass("a.Init");
    cut.classInit(type, one, two);
    Heap heap = read(cut);

    Monitor monitor = heap.monitorOf(lock.id());
    assertThat(monitor.owner()).isEqualTo(one.id());
    assertThat(monitor.entryCount()).isEqualTo(1);
    assertThat(monitor.ownerDepth()).isEqualTo(2);
    assertThat(monitor.source()).isEqualTo(Monitor.Source.THREAD_SNAPSHOT);
    assertThat(monitor.entering()).containsExactly(two.id(), three.id());
    assertThat(monitor.waiting()).containsExactly(three.id());
    assertThat(heap.monitorOf(one.id()).owner()).isZero();
    assertThat(heap.monitorOf(one.id()).ownerDepth()).isEqualTo(-1);
    assertThat(heap.monitorOf(two.id())).isNull();
    assertThat(heap.monitors()).hasSize(2);
    assertThat(heap.classInits()).hasSize(1);
    assertThat(heap.classInits().get(0).type()).isEqualTo(type.id());
    assertThat(heap.classInits().get(0).initialiser()).isEqualTo(one.id());
    assertThat(heap.classInits().get(0).waiting()).containsExactly(two.id());
  }

  @Test
  void whatIsMissingIsNeverNull() throws Exception {
    Hprof cut = Hprof.cut();
    ObjectSpec broken =
        cut.instance("a.Future")
            .set("stack", null)
            .set("dep", cut.instance("a.C"))
            .set("n", 0)
            .set("m", 7);
    ObjectSpec done = cut.instance("a.Future");
    ObjectSpec queue = cut.array("a.C[]", broken, null);
    cut.incomplete(broken, queue).settled(done).arrayLength(queue, 16);
    Heap heap = read(cut);

    HeapObject incomplete = heap.object(broken.id());
    assertThat(incomplete.complete()).isFalse();
    assertThat(incomplete.field("stack")).isEqualTo(Value.UNKNOWN);
    assertThat(incomplete.field("dep").isReference()).isTrue();
    assertThat(incomplete.field("n")).isEqualTo(Value.UNKNOWN);
    assertThat(incomplete.field("m")).isEqualTo(Value.number(7));
    HeapObject settled = heap.object(done.id());
    assertThat(settled.settled()).isTrue();
    assertThat(settled.field("stack")).isEqualTo(Value.UNKNOWN);
    assertThat(settled.field("nothing")).isEqualTo(Value.ABSENT);
    HeapObject array = heap.object(queue.id());
    assertThat(array.length()).isEqualTo(16);
    assertThat(array.element(0).id()).isEqualTo(broken.id());
    assertThat(array.element(1)).isEqualTo(Value.UNKNOWN);
    assertThat(array.element(2)).isEqualTo(Value.UNKNOWN);
  }

  @Test
  void nullsAtTheEndOfLongArraysAreLeftOut() throws Exception {
    Hprof cut = Hprof.cut();
    ObjectSpec one = cut.instance("a.C");
    ObjectSpec array = cut.array("a.C[]", one);
    Heap heap = read(cut.arrayLength(array, 3));

    HeapObject object = heap.object(array.id());
    assertThat(object.length()).isEqualTo(3);
    assertThat(object.element(0).id()).isEqualTo(one.id());
    assertThat(object.element(2)).isEqualTo(Value.NULL);
    assertThat(object.element(3)).isEqualTo(Value.UNKNOWN);
  }

  @Test
  void classesAreWhatThePlanSaysTheyAre() throws Exception {
    Hprof cut = Hprof.cut();
    KlassSpec lock = cut.klass("a.Lock");
    KlassSpec sub = cut.klass("a.Sub").extending(lock);
    Heap heap = read(cut.planned(lock, "java.util.concurrent.locks.Lock", "a.Lock"));

    HeapClass type = heap.classById(sub.id());
    assertThat(type.isA("java.util.concurrent.locks.Lock")).isTrue();
    assertThat(type.isA("a.Lock")).isTrue();
    assertThat(type.isA("java.util.concurrent.locks.Condition")).isFalse();
    assertThat(heap.notices()).isEmpty();
  }

  @Test
  void noticesAreKeptAsTheyAre() throws Exception {
    Heap heap = read(Hprof.cut().notice("frames-limit", 98_000, "").notice("new-code", 1, "why"));

    assertThat(heap.notices())
        .extracting(Notice::toString)
        .containsExactly("frames-limit 98000 ", "new-code 1 why");
  }

  @Test
  void aVersionThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> read(Hprof.cut().version(2)))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("x.hprof")
        .hasMessageContaining("byte 40")
        .hasMessageContaining("version 2");
  }

  @Test
  void theReasonOfAFailedCutIsPassedOn() throws Exception {
    Path file = Files.writeString(directory.resolve("x"), "peeps-error: no plan at /p\n");
    assertThatThrownBy(() -> HprofReader.read(file)).hasMessageContaining("no plan at /p");
  }
}
