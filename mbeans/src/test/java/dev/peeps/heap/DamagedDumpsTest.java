package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.Mutants;
import dev.peeps.heap.testing.ObjectSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A heap dump that is cut off or changed anywhere gives a heap that can be used, or a clear error,
 * in little time. {@code -Dpeeps.fuzz.seconds=N} goes on for that long, with {@code
 * -Dpeeps.fuzz.seed=S} from another seed; {@code -Dpeeps.fuzz.file=F} changes a dump of one's own.
 */
class DamagedDumpsTest {
  private static final int MUTANTS = 3_000;
  private static final String PLAN =
      "peeps-plan 1\n"
          + "class a.Base\n"
          + "settled next unless name\n"
          + "field next deep\n"
          + "field name name\n"
          + "static FIRST prim\n"
          + "class a.Queue narrow-only by-field budget:9\n"
          + "field items elements-task\n"
          + "method a.C.m\n"
          + "end\n";

  @TempDir Path directory;

  @Test
  void cutOffAtAnyByte() throws Exception {
    for (Hprof hprof : new Hprof[] {something().idSize(4), something().unsegmented()}) {
      byte[] whole = hprof.bytes();
      for (int length = 0; length < whole.length; length++) {
        try {
          Heap heap = read(Arrays.copyOf(whole, length));
          assertThat(heap.notices()).extracting(Notice::code).contains("truncated");
          HeapWalk.everything(heap);
        } catch (HprofException e) {
          assertThat(e).hasMessageContaining("x.hprof").hasMessageContaining("byte ");
          assertThat(length).isLessThan(40);
        }
      }
      Heap heap = read(whole);
      assertThat(heap.notices()).extracting(Notice::code).doesNotContain("truncated", "corrupt");
    }
  }

  @Test
  void changedAnywhere() {
    long seconds = Long.getLong("peeps.fuzz.seconds", 0);
    long seed = Long.getLong("peeps.fuzz.seed", 42);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(120 + 2 * seconds),
        () -> {
          String own = System.getProperty("peeps.fuzz.file");
          byte[] segments = own == null ? something().bytes() : Files.readAllBytes(Path.of(own));
          byte[] record = own == null ? something().unsegmented().idSize(4).bytes() : segments;
          int heaps = 0;
          int mutants = 0;
          for (; mutants < MUTANTS || System.nanoTime() < end; mutants++) {
            byte[] mutant = Mutants.of(mutants % 2 == 0 ? segments : record, random);
            try {
              HeapWalk.everything(read(mutant));
              heaps++;
            } catch (HprofException e) {
              assertThat(e).hasMessageContaining("x.hprof");
            }
          }
          assertThat(heaps).isGreaterThan(mutants / 2);
        });
  }

  private Heap read(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("x.hprof"), bytes);
    return HprofReader.read(file, PLAN, ReadOptions.defaults().maxMemory(64 << 20));
  }

  /** One of everything. */
  private static Hprof something() {
    Hprof hprof = Hprof.dump();
    hprof.klass("java.lang.Class");
    ObjectSpec loader = hprof.instance("a.Loader");
    KlassSpec base = hprof.klass("a.Base").field("next").staticField("FIRST", 7L);
    KlassSpec sub = hprof.klass("a.Sub").extending(base).loadedBy(loader);
    ObjectSpec one = hprof.instance(sub).set("n", 1).set("name", hprof.string("one"));
    ObjectSpec two = hprof.instance(sub).set("next", one).set("name", hprof.string("Zwölf €"));
    ObjectSpec array = hprof.array("a.Base[]", one, two, null);
    one.set("next", hprof.instance("a.Queue").set("items", array));
    ObjectSpec numbers = hprof.array("int[]", 1, 2, 3);
    hprof.thread("main").at("a.C.wait(Native Method)").at("a.C.m(C.java:3)", one);
    hprof.virtualThread("v").at("a.C.m(C.java:4)", array, numbers);
    return hprof;
  }
}
