package dev.peeps.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The native library of this build. */
public final class LibPeeps {
  private LibPeeps() {}

  /** Its absolute path; fails when it has not been built, with the command that builds it. */
  public static Path path() {
    String given = System.getProperty("peeps.library");
    Path path =
        given != null ? Path.of(given) : root().resolve("native-launcher/build/libpeeps.so");
    if (!Files.isRegularFile(path)) {
      throw new IllegalStateException(
          "no native library at " + path + ": build it first with 'make -C native-launcher'");
    }
    return path.toAbsolutePath();
  }

  /** The top folder of the project, whichever folder the tests run in. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isDirectory(here.resolve("native-launcher"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("the tests do not run inside the project");
    }
    return here;
  }
}
