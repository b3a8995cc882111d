package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
