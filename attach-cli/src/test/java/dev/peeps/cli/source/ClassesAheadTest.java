package dev.peeps.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesAheadTest {
  private static final ClassLoader LOADER = ClassesAheadTest.class.getClassLoader();
  private static boolean ran;

  static final class Needed {
    static {
      ran = true;
    }

    private Needed() {}
  }

  @Test
  void classesAreLoadedAndNoneOfTheirCodeRuns(@TempDir Path folder) throws IOException {
    Path list = folder.resolve("list");
    String name = ClassesAheadTest.class.getName() + "$Needed";
    Files.writeString(list, name + "\ndev.peeps.NoMore\n" + name + "\n" + "not a whole li");
    assertThat(ClassesAhead.load(list.toFile(), LOADER))
        .as("one that is gone stops nothing")
        .isEqualTo(2);
    assertThat(ran).as("an initialiser that runs on two threads may wait for ever").isFalse();
  }

  @Test
  void anInstallationWithoutAListIsSlowerAndNoMore() {
    assertThat(ClassesAhead.load(new File("/nowhere/list"), LOADER)).isZero();
  }
}
