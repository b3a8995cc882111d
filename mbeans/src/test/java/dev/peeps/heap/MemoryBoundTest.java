package dev.peeps.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dearest records that a file can have, read in a JVM with twelve times the file's size. */
class MemoryBoundTest {
  private static final int FILE_SIZE = 10_000_000;
  private static final int ROOT_JAVA_FRAME = 0x03;
  private static final int CLASS_DUMP = 0x20;
  private static final int INSTANCE_DUMP = 0x21;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {ROOT_JAVA_FRAME, CLASS_DUMP, INSTANCE_DUMP})
  void twelveTimesTheFile(int kind) throws Exception {
    Path file = write(kind);
    Path output = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Files.size(file) * 12 / 1024 + "k",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(output)).contains("read it");
  }

  private Path write(int kind) throws IOException {
    Path file = directory.resolve("x.hprof");
    Random random = new Random(1);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeBytes("JAVA PROFILE 1.0.2\0");
      out.writeInt(4);
      out.writeLong(0);
      out.writeByte(0x1C);
      out.writeInt(0);
      out.writeInt(Integer.MAX_VALUE);
      while (out.size() < FILE_SIZE) {
        out.writeByte(kind);
        out.writeInt(random.nextInt());
        out.writeInt(random.nextInt());
        out.writeInt(kind == ROOT_JAVA_FRAME ? random.nextInt(9) : random.nextInt());
        if (kind != ROOT_JAVA_FRAME) {
          out.write(new byte[kind == INSTANCE_DUMP ? 4 : 30]);
        }
      }
    }
    return file;
  }

  /** Runs in the small JVM. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws HprofException {
      Heap heap = HprofReader.read(Path.of(arguments[0]));
      System.out.println("read it: " + heap.notices());
    }
  }
}
