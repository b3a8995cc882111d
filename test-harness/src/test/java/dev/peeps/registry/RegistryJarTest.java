package dev.peeps.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.RegistryJar;
import java.io.IOException;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is loaded into a target is ours alone. */
class RegistryJarTest {

  @Test
  void holdsNothingButOurClassesAndLayouts() throws IOException {
    try (JarFile jar = new JarFile(RegistryJar.path().toFile())) {
      assertThat(Collections.list(jar.entries()))
          .extracting(JarEntry::getName)
          .filteredOn(name -> !name.endsWith("/"))
          .allMatch(name -> name.startsWith("dev/peeps/") || name.startsWith("META-INF/"))
          .filteredOn(name -> name.endsWith(".class"))
          .hasSizeGreaterThan(100)
          .allMatch(name -> name.startsWith("dev/peeps/"));
    }
  }
}
