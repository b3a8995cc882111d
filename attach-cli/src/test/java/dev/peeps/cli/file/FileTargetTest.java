package dev.peeps.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peeps.cli.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are told by their content; whatever is no dump is named by how it begins. */
class FileTargetTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("orders.jar"), content);
  }

  private Path file(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private FileKind kind(String content) throws Exception {
    return FileTarget.of(file(content)).kind();
  }

  @Test
  void heapDumpsWhateverTheirName() throws Exception {
    assertThat(kind("JAVA PROFILE 1.0.2\0")).isEqualTo(FileKind.HPROF);
    assertThat(kind("JAVA PROFILE 1.0.1\0")).isEqualTo(FileKind.HPROF);
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(FileTarget.of(packed).kind()).isEqualTo(FileKind.HPROF);
  }

  @Test
  void coresOfBothByteOrders() throws Exception {
    assertThat(kind("\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\4\0")).isEqualTo(FileKind.CORE);
    assertThat(kind("\u007fELF\2\2\1\0\0\0\0\0\0\0\0\0\0\4")).isEqualTo(FileKind.CORE);
    assertThat(FileTarget.of(file("\u007fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0")).unreadable())
        .extracting(CommandFailure::likelyCause)
        .asString()
        .contains("a program or library, not a core");
  }

  @Test
  void textsOfAllKinds() throws Exception {
    assertThat(kind(" {\"peeps\":1, \"processes\":[]}")).isEqualTo(FileKind.SAVED_DUMP);
    assertThat(kind("{\n \"threadDump\": {}}")).isEqualTo(FileKind.THREAD_DUMP);
    assertThat(kind("2026-11-22\nFull thread dump OpenJDK 64-Bit Server VM (17):\n"))
        .isEqualTo(FileKind.THREAD_DUMP);
    assertThat(kind("#\n# A fatal error has been detected by the Java Runtime Environment:\n"))
        .isEqualTo(FileKind.CRASH_REPORT);
    assertThat(kind("{\"orders\": []}")).isEqualTo(FileKind.OTHER);
  }

  @Test
  void whatIsNoDumpIsNamedByItsBeginning() throws Exception {
    assertThat(FileTarget.of(file("PK\3\4....")).unreadable().likelyCause())
        .contains("50 4b 03 04", "a zip or jar file");
    assertThat(FileTarget.of(file("hello\u001b[31m")).unreadable().likelyCause())
        .doesNotContain("\u001b");
    assertThat(FileTarget.of(file(new byte[100])).unreadable().likelyCause())
        .contains("nothing but zeros");
    assertThat(FileTarget.of(file("Full thread dump x")).unreadable().advice())
        .contains("--threads");
    assertThat(FileTarget.of(file("peeps-error: no memory\n")).unreadable().likelyCause())
        .contains("no memory");
  }

  @Test
  void whatIsNoFile() throws Exception {
    assertThatThrownBy(() -> FileTarget.of(folder)).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> FileTarget.of(folder.resolve("none")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> FileTarget.of(Path.of("/dev/null")))
        .hasMessageContaining("pipe, socket or device");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Whoever opened it would wait for a writer.
    assertThatThrownBy(() -> FileTarget.of(pipe)).hasMessageContaining("pipe, socket or device");
    assertThatThrownBy(() -> FileTarget.of(file(""))).hasMessageContaining("is empty");
  }
}
