package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.Mutants;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is cut off or changed anywhere gives a heap that can be used, or a clear error. */
class DamagedFilesTest {
  private static final int MUTANTS = 20_000;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void anyFile() throws Exception {
    file = Files.createFile(directory.resolve("x.hprof"));
  }

  @Test
  void cutOffAtAnyByte() throws Exception {
    for (Hprof hprof : new Hprof[] {something(Hprof.cut()), something(Hprof.dump().idSize(4))}) {
      byte[] whole = hprof.bytes();
      assertThat(read(whole).notices())
          .extracting(Notice::code)
          .doesNotContain("truncated", "corrupt");
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
    }
  }

  @Test
  void changedAnywhere() {
    Random random = new Random(42);
    byte[] cut = something(Hprof.cut()).bytes();
    byte[] dump = something(Hprof.dump()).bytes();
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int heaps = 0;
          for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = Mutants.of(i % 2 == 0 ? cut : dump, random);
            try {
              HeapWalk.everything(read(mutant));
              heaps++;
            } catch (HprofException e) {
              assertThat(e).hasMessageContaining("x.hprof");
            }
          }
          assertThat(heaps).isGreaterThan(MUTANTS / 2);
        });
  }

  private Heap read(byte[] bytes) throws Exception {
    HprofInput input = new HprofInput(new ByteArrayInputStream(bytes), bytes.length);
    return HprofReader.read(file, input);
  }

  /** One of everything. */
  private static Hprof something(Hprof hprof) {
    KlassSpec base = hprof.klass("a.Base").field("next").staticField("FIRST", 7L);
    KlassSpec sub = hprof.klass("a.Sub").extending(base);
    ObjectSpec one = hprof.instance(sub).set("n", 1).set("name", hprof.string("one"));
    ObjectSpec two = hprof.instance(sub).set("next", one).set("name", hprof.string("Zwölf €"));
    ObjectSpec array = hprof.array("a.Base[]", one, two, null);
    ObjectSpec numbers = hprof.array("int[]", 1, 2, 3);
    ThreadSpec main = hprof.thread("main").at("a.C.wait(Native Method)").at("a.C.m(C.java:3)", one);
    ThreadSpec other = hprof.virtualThread("v").carrier(main).at("a.C.m(C.java:4)", array, numbers);
    if (hprof.isCut()) {
      hprof.monitor(one).owner(main).entering(other).waiting(main);
      hprof.classInit(sub, main, other).incomplete(two).settled(one);
      hprof
          .info("pid", "1")
          .notice("frames-limit", 3, "why")
          .arrayLength(array, 10)
          .planned(sub, "a.I");
    }
    return hprof;
  }
}
