package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.HprofReader;
import dev.peeps.heap.testing.Hprof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedLayoutsTest {
  @TempDir Path folder;
  private Path file;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    file = folder.resolve("prepared");
    jar = Files.write(folder.resolve("jar"), new byte[123]);
    PreparedLayouts.main(new String[] {file.toString(), jar.toString()});
  }

  @Test
  void sayTheSameAsTheJar() {
    PreparedLayouts prepared = PreparedLayouts.read(file.toFile(), jar.toFile());
    Layouts fromJar = Layouts.builtIn();
    Layouts fromFile = Layouts.with(prepared, List.of());
    assertThat(new String(prepared.plan(), StandardCharsets.UTF_8)).isEqualTo(fromJar.plan());
    assertThat(fromFile.plan()).isEqualTo(fromJar.plan());
    assertThat(fromFile.all().classNames()).containsExactlyElementsOf(fromJar.classNames());
    assertThat(fromFile.problems()).isEmpty();
  }

  /** The rest is only read when a picture has such classes. */
  @Test
  void ofTheBlocksThoseThatACutNeedsAreCommon() throws Exception {
    Hprof cut = Hprof.cut();
    cut.instance("java.util.concurrent.CountDownLatch");
    cut.thread("main").at("java.util.concurrent.LinkedBlockingQueue.take(Queue.java:7)");
    Path file = cut.writeTo(folder.resolve("cut"));
    PreparedLayouts prepared = PreparedLayouts.read(this.file.toFile(), jar.toFile());
    assertThat(CommonBlocks.of(prepared, HprofReader.read(file)))
        .contains("java.util.concurrent.CountDownLatch")
        .doesNotContain("java.util.concurrent.Phaser", "java.util.concurrent.Exchanger");
    Layouts layouts = Layouts.with(prepared, List.of());
    layouts.read(List.of("java.util.concurrent.Phaser", "java.util.NoSuchClass"));
    for (ClassBlock block : allBlocks(layouts)) {
      boolean read = block.classes.contains("java.util.concurrent.Phaser");
      assertThat(block.isUnread()).as("%s", block.classes).isEqualTo(!read);
    }
  }

  private static List<ClassBlock> allBlocks(Layouts layouts) {
    List<ClassBlock> blocks = new ArrayList<>();
    layouts.files().forEach(layout -> blocks.addAll(layout.classBlocks));
    return blocks;
  }

  @Test
  void areNotThoseOfAnotherJar() throws IOException {
    Files.write(jar, new byte[124]);
    assertThat(PreparedLayouts.read(file.toFile(), jar.toFile())).isNull();
  }

  @Test
  void areNotReadWhenDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, 30, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(PreparedLayouts.read(file.toFile(), jar.toFile())).as("%d bytes", length).isNull();
    }
    Files.delete(file);
    assertThat(PreparedLayouts.read(file.toFile(), jar.toFile())).isNull();
  }
}
