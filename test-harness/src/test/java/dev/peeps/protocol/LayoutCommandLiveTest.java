package dev.peeps.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.LedgerDb;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code peeps layout}: what its user sees, and its exit status. */
class LayoutCommandLiveTest {
  private static final int MISTAKES = 1;
  private static final int USAGE = 2;
  private static final int NOT_THERE = 3;
  private final Jdk jdk = Jdks.all().findFirst().orElseThrow();

  @Test
  void listAndShowKnowTheLayoutsOfTheTarget() {
    try (VictimProcess victim = LedgerDb.stuck(jdk, "locks")) {
      String pid = Long.toString(victim.pid());
      Peeps list = Peeps.run(jdk, "layout", "list", pid);
      assertThat(list.status()).isZero();
      assertThat(list.out().lines())
          .anyMatch(line -> line.matches("java\\.util\\.concurrent\\.locks .* peeps"))
          .anyMatch(
              line ->
                  line.startsWith("com.example.ledgerdb ")
                      && line.endsWith("ledgerdb.jar!/META-INF/peeps/ledgerdb.layout"));
      assertThat(victim.lines()).as("nothing is loaded for it").containsExactly("stuck");
      Peeps show = Peeps.run(jdk, "layout", "show", "com.example.ledgerdb", pid);
      assertThat(show.status()).isZero();
      assertThat(show.out()).startsWith("layout com.example.ledgerdb 1\n");
      assertThat(Peeps.run(jdk, "layout", "show", "nobody").status()).isEqualTo(NOT_THERE);
    }
  }

  @Test
  void checkNamesFileLineAndColumnAndComparesWithTheClasses(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mine.layout");
    Files.writeString(
        file,
        "layout mine 1\npackage com.example.ledgerdb.runtime\nlock Mutex\n  read ownr\n"
            + "  read name\n  held_by ownr\n  needs\n");
    Peeps alone = Peeps.run(jdk, "layout", "check", file.toString());
    assertThat(alone.status()).isEqualTo(MISTAKES);
    assertThat(alone.out())
        .contains(file + ":7:8: expected an expression", "1 layout about 1 class: 1 mistake");
    Files.writeString(file, Files.readString(file).replace("  needs\n", ""));
    assertThat(Peeps.run(jdk, "layout", "check", file.toString()).status()).isZero();
    try (VictimProcess victim = LedgerDb.stuck(jdk, "locks")) {
      Peeps compared =
          Peeps.run(jdk, "layout", "check", file.toString(), Long.toString(victim.pid()));
      assertThat(compared.status()).isEqualTo(MISTAKES);
      assertThat(compared.out())
          .contains(":4:8: no com.example.ledgerdb.runtime.Mutex in the picture has a field 'ownr'")
          .contains("1 mistake")
          .doesNotContain("ledgerdb.layout");
      assertThat(Peeps.dump(victim, "--layout", file.toString()))
          .as("an ordinary dump says it as well, and goes on")
          .contains("DEADLOCK", ":4:8: no com.example.ledgerdb.runtime.Mutex in the picture has");
    }
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    assertThat(Peeps.run(jdk, "layout").status()).isEqualTo(USAGE);
    assertThat(Peeps.run(jdk, "layout", "lst").err()).contains("has no 'lst'");
    assertThat(Peeps.run(jdk, "layout", "check").status()).isEqualTo(USAGE);
    Peeps missing = Peeps.run(jdk, "layout", "check", "/nowhere/x.layout");
    assertThat(missing.status()).isEqualTo(NOT_THERE);
    assertThat(missing.err()).contains("there is no file /nowhere/x.layout");
  }
}
