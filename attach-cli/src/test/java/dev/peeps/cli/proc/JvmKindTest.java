package dev.peeps.cli.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmKindTest {
  private static final String LINE = "7f00-7f10 r-xp 0000 fe:00 53   ";

  @TempDir Path base;
  private FakeProc fake;

  @BeforeEach
  void aProcess() throws IOException {
    fake = new FakeProc(base);
  }

  private JvmKind kind(String maps) throws IOException {
    fake.file(7, "maps", maps);
    return JvmKind.of(fake.proc(), 7);
  }

  @Test
  void hotspot() throws IOException {
    assertThat(kind(LINE + "/bin/x\n" + LINE + "/jdk/lib/server/libjvm.so\n"))
        .isEqualTo(JvmKind.HOTSPOT);
    assertThat(kind(LINE + "/jdk/lib/server/libjvm.so (deleted)\n")).isEqualTo(JvmKind.HOTSPOT);
  }

  @Test
  void openJ9HasBothNamesInItsPath() throws IOException {
    assertThat(kind(LINE + "/jdk/lib/default/libj9vm29.so\n")).isEqualTo(JvmKind.OPENJ9);
  }

  @Test
  void somethingElse() throws IOException {
    assertThat(kind(LINE + "/usr/bin/bash\n")).isEqualTo(JvmKind.NONE);
    assertThat(kind(LINE + "/data/notlibjvm.so.txt\n")).isEqualTo(JvmKind.NONE);
    assertThat(kind("")).isEqualTo(JvmKind.NONE);
    assertThat(JvmKind.of(fake.proc(), 4)).isEqualTo(JvmKind.UNKNOWN);
  }

  @Test
  void nativeImage() throws IOException {
    Path program = base.resolve("program");
    Files.write(program, elf(".text\0.svm_heap\0"));
    fake.link(7, "exe", program.toString());
    assertThat(kind(LINE + "/opt/program\n")).isEqualTo(JvmKind.NATIVE_IMAGE);
  }

  @Test
  void damagedExecutablesAreNothing() throws IOException {
    byte[] good = elf(".svm_heap\0");
    Path program = base.resolve("program");
    for (int length = 0; length < good.length; length++) {
      Files.write(program, java.util.Arrays.copyOf(good, length));
      assertThat(ElfSections.has(program.toString(), ".svm_heap")).isFalse();
    }
  }

  /** A 64-bit ELF file with one section: the table of names. */
  private static byte[] elf(String names) {
    byte[] table = names.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(64 + 64 + table.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    file.putLong(40, 64); // section headers follow the file header
    file.putShort(58, (short) 64);
    file.putShort(60, (short) 1);
    file.putShort(62, (short) 0);
    file.putLong(64 + 24, 128);
    file.putLong(64 + 32, table.length);
    file.position(128);
    file.put(table);
    return file.array();
  }
}
