package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What GC.heap_info of each collector calls used. */
class HeapUseTest {
  private static final long K = 1024;

  @Test
  void g1() {
    assertThat(
            HeapUse.used(
                "4711:\n garbage-first heap   total 262144K, used 12345K [0x1, 0x2)\n"
                    + "  region size 1024K, 5 young (5120K), 1 survivors (1024K)\n"
                    + " Metaspace       used 300K, committed 512K, reserved 1114112K\n"
                    + "  class space    used 30K, committed 128K, reserved 1048576K\n"))
        .isEqualTo(12345 * K);
    assertThat(
            HeapUse.used(
                " garbage-first heap   total reserved 8388608K, committed 524288K, used 7K"))
        .isEqualTo(7 * K);
  }

  @Test
  void generationsAreAdded() {
    assertThat(
            HeapUse.used(
                " def new generation   total 78656K, used 4000K [0x1, 0x2, 0x3)\n"
                    + "  eden space 69952K,   6% used [0x1, 0x2, 0x3)\n"
                    + " tenured generation   total 174784K, used 50K [0x1, 0x2, 0x3)\n"))
        .isEqualTo(4050 * K);
    assertThat(
            HeapUse.used(
                " PSYoungGen      total 76288K, used 3000K [0x1,0x2,0x3)\n"
                    + "  eden space 65536K, 4% used [0x1,0x2,0x3)\n"
                    + " ParOldGen       total 175104K, used 1K [0x1,0x2,0x3)\n"))
        .isEqualTo(3001 * K);
  }

  @Test
  void zAndShenandoah() {
    assertThat(HeapUse.used(" ZHeap           used 38M, capacity 256M, max capacity 4096M"))
        .isEqualTo(38 * K * K);
    assertThat(
            HeapUse.used(
                "Shenandoah Heap\n 8192M max, 8192M soft max, 512M committed, 23552K used\n"))
        .isEqualTo(23552 * K);
  }

  @Test
  void whatWasNotUnderstood() {
    assertThat(HeapUse.used("java.lang.IllegalArgumentException: Unknown diagnostic command"))
        .isEqualTo(-1);
  }

  @Test
  void howLongItStoodStill() {
    assertThat(DumpedSource.seconds("Heap dump file created [26585639 bytes in 0.052 secs]\n"))
        .isEqualTo(52_000_000);
    assertThat(DumpedSource.seconds("Heap dump file created")).isEqualTo(-1);
  }
}
