package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.heap.testing.Hprof;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of compressed files that are damaged, cut off, or no heap dumps at all. */
class PackedDumpsTest {
  @TempDir Path directory;

  private static byte[] packed(byte[] content) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private Heap read(byte[] file) throws Exception {
    return HprofReader.read(
        Files.write(directory.resolve("x.hprof.gz"), file),
        "peeps-plan 1\nend\n",
        ReadOptions.defaults());
  }

  private static byte[] large() {
    Hprof dump = Hprof.dump();
    for (int i = 0; i < 2_000; i++) {
      dump.klass("a.C" + i * 7919L % 1_000_003).field("f" + i * 31L % 977);
    }
    return dump.bytes();
  }

  @Test
  void damageIsNotTakenForTheEndOfTheFile() throws Exception {
    byte[] file = packed(large());
    Arrays.fill(file, file.length / 2, file.length / 2 + 400, (byte) 0xff);

    Heap heap = read(file);

    assertThat(heap.notices())
        .filteredOn(notice -> notice.code().equals("truncated"))
        .singleElement()
        .extracting(Notice::detail)
        .asString()
        .contains("the compressed data is damaged before byte")
        .contains("unpacked");
  }

  @Test
  void whatIsCutOffIsSaidToBe() throws Exception {
    byte[] file = packed(large());

    Heap heap = read(Arrays.copyOf(file, file.length / 2));

    assertThat(heap.notices().get(0).code()).isEqualTo("truncated");
    assertThat(heap.notices().get(0).detail()).contains("unpacked, in the middle");
  }

  @Test
  void whatIsNoHeapDumpNeedsNoUnpacking() throws Exception {
    byte[] text = "hello, world, this is no heap dump".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(packed(text)))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("not an HPROF file")
        .hasMessageContaining("unpacks to");
    assertThatThrownBy(() -> read(packed(new byte[0])))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("ends before the first record");
  }
}
