package dev.peeps.heap.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.peeps.heap.HprofException;
import dev.peeps.heap.ReadOptions;
import dev.peeps.heap.testing.HasId;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.Mutants;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import dev.peeps.heap.testing.Type;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a file, a search in it ends with an answer or a clear error. */
class DamagedReachTest {
  private static final int MUTANTS = 3_000;
  private static final String FRAME = "app.Main.run(Main.java:7)";

  @TempDir Path directory;
  private final Hprof dump = Hprof.dump();
  private ObjectSpec future;
  private ThreadSpec waiter;

  @Test
  void aFieldThatIsShorterThanItShouldBe() throws Exception {
    KlassSpec virtual = dump.klass("java.lang.VirtualThread");
    for (int i = 0; i < 40; i++) {
      virtual.field(Type.LONG, "f" + i);
    }
    virtual.field("next").field(Type.BYTE, "state");
    future = dump.instance("app.Promise");
    dump.thread("other").at(FRAME, dump.instance(virtual).set("next", future));
    waiter = dump.thread("waiter").at(FRAME, future);
    assertThat(search(dump.bytes()).level(future.id())).isEqualTo(Level.LIVE);
  }

  @Test
  void changedAnywhere() {
    byte[] whole = something().bytes();
    Random random = new Random(42);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int answers = 0;
          for (int i = 0; i < MUTANTS; i++) {
            try {
              search(Mutants.of(whole, random));
              answers++;
            } catch (HprofException e) {
              assertThat(e).hasMessageContaining("x.hprof");
            }
          }
          assertThat(answers).isGreaterThan(MUTANTS / 2);
        });
  }

  /** In a packed file nobody knows how much there is: the length alone must not take memory. */
  @Test
  void aNameThatSaysItIsHuge() throws Exception {
    byte[] whole = something().bytes();
    int header = "JAVA PROFILE 1.0.2".length() + 1 + Integer.BYTES + Long.BYTES;
    ByteBuffer huge = ByteBuffer.allocate(whole.length + 17);
    huge.put(whole, 0, header).put((byte) 1).putInt(0).putInt(0x1fff_ff00).putLong(1);
    huge.put(whole, header, whole.length - header);
    Path file = directory.resolve("x.hprof.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(huge.array());
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    WholeHeap heap = WholeHeap.read(file, ReadOptions.defaults().maxMemory(64 << 20));
    assertThat(heap.whole()).isFalse();
    assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
        .isLessThan(64 << 20);
  }

  /** All that can be asked. */
  private Survey search(byte[] content) throws Exception {
    Path file = Files.write(directory.resolve("x.hprof"), content);
    WholeHeap heap = WholeHeap.read(file, ReadOptions.defaults().maxMemory(64 << 20));
    Survey survey = new Survey(heap);
    long[] future = {this.future.id()};
    survey.waits(waiter.id(), future, new long[0]);
    survey.run();
    survey.holders(future[0]);
    survey.knowsStandardInput(waiter.id());
    HeldBy.of(survey, heap, future);
    Hooks.classes(heap);
    return survey;
  }

  private Hprof something() {
    future = dump.instance("app.Promise");
    dump.klass("java.lang.Integer").extending(dump.klass("java.lang.Number"));
    ObjectSpec key = dump.instance("java.lang.Integer").set("value", 4711);
    ObjectSpec node = dump.instance("java.util.HashMap$Node").set("key", key).set("value", future);
    ObjectSpec table = dump.array("java.util.HashMap$Node[]", null, node);
    ObjectSpec map = dump.instance("java.util.HashMap").set("table", table);
    applicationClass("app.RpcClient", "pending", map);
    dump.klass("java.lang.ref.Reference").field("referent");
    dump.klass("java.lang.ref.WeakReference").extending(dump.klass("java.lang.ref.Reference"));
    ObjectSpec weak = dump.instance("java.lang.ref.WeakReference").set("referent", map);
    dump.klass("java.lang.ApplicationShutdownHooks").staticField("hooks", weak);
    dump.klass("java.lang.VirtualThread").field(Type.INT, "state");
    dump.thread("other").at(FRAME, weak, dump.instance("java.lang.VirtualThread").set("state", 3));
    waiter = dump.thread("waiter").at(FRAME, future);
    return dump;
  }

  private void applicationClass(String name, String field, HasId value) {
    dump.klass(name).loadedBy(dump.instance("app.Loader")).staticField(field, value);
  }
}
