package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.Type;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody made to harm, or that a program wrote wrongly. */
@Timeout(60)
class HostileFilesTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private Heap read(byte[] content) throws Exception {
    return HprofReader.read(Files.write(directory.resolve("x.hprof"), content));
  }

  private Heap read(Hprof hprof) throws Exception {
    return read(hprof.bytes());
  }

  private DataOutputStream header() throws IOException {
    out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(8);
    out.writeLong(0);
    return out;
  }

  private DataOutputStream record(int tag, long length) throws IOException {
    out.writeByte(tag);
    out.writeInt(0);
    out.writeInt((int) length);
    return out;
  }

  @Test
  void superclassesInACircle() throws Exception {
    Hprof dump = Hprof.dump();
    KlassSpec a = dump.klass("a.A").field(Type.INT, "x");
    KlassSpec b = dump.klass("a.B").extending(a);
    a.extending(b);
    KlassSpec self = dump.klass("a.Self");
    self.extending(self);
    KlassSpec c = dump.klass("a.C").extending(b);
    ObjectSpec object = dump.instance(c);
    Heap heap = read(dump);

    assertThat(heap.notices()).extracting(Notice::code).contains("classes-cyclic");
    assertThat(heap.object(object.id()).field("y")).isEqualTo(Value.UNKNOWN);
    assertThat(heap.object(object.id()).type().isA("nobody")).isFalse();
    HeapWalk.everything(heap);
  }

  @Test
  void endlessChainOfSuperclasses() throws Exception {
    Hprof dump = Hprof.dump();
    KlassSpec at = dump.klass("java.lang.Object");
    for (int i = 0; i < 20_000; i++) {
      at = dump.klass("a.C" + i).extending(at);
    }
    Heap heap = read(dump);
    HeapClass last = heap.classById(at.id());
    int depth = 0;
    for (HeapClass type = last; type != null; type = type.superclass()) {
      depth++;
    }
    assertThat(depth).isLessThanOrEqualTo(1_000);
    assertThat(heap.notices()).extracting(Notice::code).contains("classes-cyclic");
  }

  @Test
  void objectsOfClassesThatDoNotExist() throws Exception {
    header();
    record(0x1C, 29).writeByte(0x21);
    out.writeLong(16);
    out.writeInt(0);
    out.writeLong(0xdead);
    out.writeInt(4);
    out.writeInt(7);
    record(0x2C, 0);
    Heap heap = read(bytes.toByteArray());

    HeapObject object = heap.object(16);
    assertThat(object.type().name()).isEqualTo("class@dead");
    assertThat(object.field("x")).isEqualTo(Value.UNKNOWN);
    assertThat(heap.classById(0xdead)).isNull();
    assertThat(heap.object(0xdead)).isNull();
    assertThat(heap.notices())
        .extracting(Notice::toString)
        .singleElement()
        .asString()
        .startsWith("classes-missing 1 ");
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7fff_ffffL, 0xffff_ffffL, 1L << 30})
  void arraysThatClaimToBeHuge(long length) throws Exception {
    header();
    record(0x1C, 0xffff_fff0L).writeByte(0x22);
    out.writeLong(16);
    out.writeInt(0);
    out.writeInt((int) length);
    out.writeLong(8);
    Heap heap = read(bytes.toByteArray());

    assertThat(heap.object(16)).isNull();
    assertThat(heap.notices()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x05, 0x50})
  void recordsThatClaimToBeHuge(int tag) throws Exception {
    header();
    record(tag, 0x7fff_ffffL).write(new byte[64]);
    if (tag == 0x50) {
      assertThatThrownBy(() -> read(bytes.toByteArray())).isInstanceOf(HprofException.class);
    } else {
      assertThat(read(bytes.toByteArray()).notices())
          .extracting(Notice::code)
          .contains("truncated");
    }
  }

  @Test
  void aListLongerThanItsRecord() throws Exception {
    header();
    record(0x50, 5).writeByte(1);
    out.writeInt(1);
    record(0x50, 5).writeByte(6);
    out.writeInt(0x4000_0000);
    record(0x2C, 0);
    Heap heap = read(bytes.toByteArray());

    assertThat(heap.notices()).extracting(Notice::code).containsExactly("corrupt");
    assertThat(heap.notices().get(0).detail()).contains("byte 59");
  }

  @Test
  void whatFollowsADamagedRecordIsRead() throws Exception {
    header();
    record(0x1C, 40).writeByte(0x99);
    out.write(new byte[39]);
    byte[] start = bytes.toByteArray();
    byte[] rest = Hprof.dump().bytes();
    byte[] both = new byte[start.length + rest.length - start.length + 49];
    System.arraycopy(start, 0, both, 0, start.length);
    System.arraycopy(rest, start.length - 49, both, start.length, both.length - start.length);
    Heap heap = read(both);

    assertThat(heap.classesNamed("java.lang.Object")).hasSize(1);
    assertThat(heap.notices()).extracting(Notice::code).containsExactly("corrupt");
    assertThat(heap.notices().get(0).detail()).contains("0x99", "byte 40", "39 bytes");
  }

  /** More than is ever buffered, of a class whose instances are looked at before they are kept. */
  @Test
  void anInstanceLargerThanAnyBuffer() throws Exception {
    Hprof dump = Hprof.dump();
    KlassSpec large = dump.klass("a.Large").field("result");
    for (int i = 0; i < 40_000; i++) {
      large.field(Type.LONG, "f" + i);
    }
    dump.instance(large);
    Path file = dump.writeTo(directory.resolve("large.hprof"));
    String plan = "peeps-plan 1\nclass a.Large\nsettled result unless stack\nfield f1 prim\nend\n";

    Heap heap =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> HprofReader.read(file, plan, ReadOptions.defaults()));

    assertThat(heap.classesNamed("a.Large")).hasSize(1);
  }

  /** A few bytes of gzip may stand for much, but not for this much. */
  @ParameterizedTest
  @ValueSource(ints = {6, 13, 3})
  void aCompressedCutThatClaimsToBeHuge(int subtype) throws Exception {
    header();
    record(0x50, 5).writeByte(1);
    out.writeInt(1);
    record(0x50, 0xffff_ff00L).writeByte(subtype);
    out.writeLong(8);
    for (int i = 0; i < 64; i++) {
      out.writeInt(0x1fff_ff00);
    }
    Path file = directory.resolve("x.hprof.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(bytes.toByteArray());
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    Heap heap = HprofReader.read(file, "peeps-plan 1\nend\n", ReadOptions.defaults());

    long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(heap.notices()).extracting(Notice::code).contains("truncated");
    assertThat(taken).isLessThan(64 << 20);
  }

  @Test
  void theFirstOfTwoRecordsOfOneObjectCounts() throws Exception {
    Hprof dump = Hprof.dump();
    ObjectSpec one = dump.instance("a.C").set("n", 1);
    byte[] file = dump.withoutEnd().bytes();
    out.write(file);
    record(0x1C, 29).writeByte(0x21);
    out.writeLong(one.id());
    out.writeInt(0);
    out.writeLong(dump.klass("a.C").id());
    out.writeInt(4);
    out.writeInt(2);
    record(0x2C, 0);
    Heap heap = read(bytes.toByteArray());

    assertThat(heap.object(one.id()).field("n")).isEqualTo(Value.number(1));
    assertThat(heap.notices()).extracting(Notice::code).containsExactly("records-duplicate");
  }

  @Test
  void recordsOfUnknownKindsAreCounted() throws Exception {
    header();
    record(0x77, 3).write(new byte[3]);
    record(0x2C, 0);
    assertThat(read(bytes.toByteArray()).notices())
        .extracting(Notice::code)
        .containsExactly("records-unknown");
  }

  /** Instances before their class make a second pass, which has nothing new to count. */
  @Test
  void whatTwoPassesSeeIsCountedOnce() throws Exception {
    header();
    record(0x77, 3).write(new byte[3]);
    record(0x1C, 25).writeByte(0x21);
    out.writeLong(16);
    out.writeInt(0);
    out.writeLong(0x100);
    out.writeInt(0);
    record(0x1C, 71).writeByte(0x20);
    out.writeLong(0x100);
    out.write(new byte[62]);
    record(0x2C, 0);
    Path file = Files.write(directory.resolve("x.hprof"), bytes.toByteArray());

    Heap heap = HprofReader.read(file, "peeps-plan 1\nend\n", ReadOptions.defaults());

    assertThat(heap.info().facts()).containsEntry("passes", "2");
    assertThat(heap.notices())
        .filteredOn(notice -> notice.code().equals("records-unknown"))
        .extracting(Notice::count)
        .containsExactly(1L);
  }

  @Test
  void whatIsNoHprofFile() throws Exception {
    assertThatThrownBy(
            () -> read("hello, world, this is no heap dump".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("not an HPROF file");
    assertThatThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("gunzip");
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("ends before the first record");
    assertThatThrownBy(() -> HprofReader.read(directory.resolve("none")))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> HprofReader.read(directory)).isInstanceOf(HprofException.class);
    assertThatThrownBy(() -> read(Hprof.dump().format("JAVA PROFILE 1.0.4")))
        .isInstanceOf(HprofException.class);
  }
}
