package dev.peeps.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that libpeeps starts the registry from. */
public final class RegistryJar {
  private RegistryJar() {}

  /** Its absolute path; fails when it has not been built, with the command that builds it. */
  public static Path path() {
    Path installed = LibPeeps.path().resolveSibling("peeps-mbeans.jar");
    Path built = LibPeeps.root().resolve("mbeans/target/peeps-mbeans-0.1.0.jar");
    Path jar = Files.isRegularFile(installed) ? installed : built;
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("no jar at " + installed + ": build it first with 'make'");
    }
    return jar.toAbsolutePath();
  }
}
