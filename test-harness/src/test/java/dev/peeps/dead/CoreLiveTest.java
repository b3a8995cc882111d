package dev.peeps.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedMonitors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cores of hung JVMs, and files that only look like them. */
class CoreLiveTest {
  private static final int NO_TARGET = 3;
  private static final int FAILED = 5;
  private static final int MACHINE_AT = 18;
  private static final int SPARC = 43;

  @TempDir Path directory;

  /** gcore of a hung victim. */
  private Path core(VictimProcess victim) {
    return core(victim.pid());
  }

  private Path core(long pid) {
    Command gcore =
        Command.run("gcore", "-o", directory.resolve("core").toString(), Long.toString(pid));
    Path file = directory.resolve("core." + pid);
    assertThat(file).as(gcore.output()).exists();
    return file;
  }

  private static Peeps dump(Jdk jdk, Path core, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "dump";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[arguments.length - 1] = core.toString();
    return Peeps.run(jdk, arguments);
  }

  private static List<String> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(".peeps-core-"))
          .collect(Collectors.toList());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void theDeadlockIsProvedAndNothingIsLeftBehind(Jdk jdk) throws Exception {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class)) {
      Path core = core(victim);
      List<String> before = leftBehind();

      Peeps result = dump(jdk, core);

      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.out())
          .contains("Async dump of " + core)
          .contains("DEADLOCK (proved, 3 tasks stuck)")
          .contains("\"order-writer\"", "\"auditor\"", "\"report\"")
          .contains("a monitor of dev.peeps.victims.deadlock.CrossedMonitors$Ledger")
          .contains("locals-unseen");
      assertThat(leftBehind()).isEqualTo(before);

      // The other JDK cannot read it, and is not asked to: the right one is found by its build.
      Jdk other = Jdks.all().filter(each -> !each.equals(jdk)).findFirst().orElseThrow();
      assertThat(dump(other, core).out()).contains("DEADLOCK (proved, 3 tasks stuck)");

      cutOff(jdk, core);
      ofAnotherMachine(jdk, core);
    } finally {
      Command.run("sh", "-c", "rm -f " + directory + "/core.*");
    }
  }

  private static void cutOff(Jdk jdk, Path core) throws IOException {
    Path part = core.resolveSibling("part.core");
    Command.run("sh", "-c", "head -c 3000000 " + core + " >" + part);

    Peeps result = dump(jdk, part);

    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.err()).contains("is cut off", "ulimit -c").doesNotContain("Exception");
    Files.delete(part);
  }

  private static void ofAnotherMachine(Jdk jdk, Path core) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(core.toFile(), "rw")) {
      file.seek(MACHINE_AT);
      file.write(SPARC);
    }

    Peeps result = dump(jdk, core);

    assertThat(result.status()).isEqualTo(FAILED);
    assertThat(result.err()).contains("is the core of a process on").doesNotContain("Exception");
  }

  @Test
  void theCoreOfAnotherProgramIsNoTarget() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "100").start();
    try {
      Peeps result = dump(Jdks.all().findFirst().orElseThrow(), core(sleep.pid()));

      assertThat(result.status()).isEqualTo(NO_TARGET);
      assertThat(result.err())
          .contains(
              "is no core of a HotSpot JVM", "its program is sleep", "libjvm.so is not among");
    } finally {
      sleep.destroyForcibly();
      sleep.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aProgramThatIsNotThere() throws Exception {
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class)) {
      Peeps result = dump(jdk, core(victim), "--exe=/nowhere/java");

      assertThat(result.status()).isEqualTo(NO_TARGET);
      assertThat(result.err()).contains("/nowhere/java", "--exe");
    }
  }

  /** Beside a core, the hs_err file of the same process says why there is one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void aCrashReportBesideItsCore(Jdk jdk) throws Exception {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options(
                "-XX:ErrorFile=" + directory.resolve("hs_err_pid%p.log"),
                "-XX:-CreateCoredumpOnCrash")
            .stuck(CrossedMonitors.class.getName())) {
      Path core = core(victim);
      Command.run("kill", "-SEGV", Long.toString(victim.pid()));
      org.awaitility.Awaitility.await().until(() -> !victim.isAlive());

      Peeps result = dump(jdk, core);

      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.out())
          .contains("The JVM crashed: SIGSEGV", "DEADLOCK (proved, 3 tasks stuck)");
      assertThat(dump(jdk, core, "--hs-err=" + directory.resolve("none.log")).status()).isNotZero();
    } finally {
      Command.run("sh", "-c", "rm -f " + directory + "/core.*");
    }
  }

  /** A crash leaves an hs_err file: alone it names the threads. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatACrashLeaves(Jdk jdk) throws Exception {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options(
                "-XX:ErrorFile=" + directory.resolve("crash.log"), "-XX:-CreateCoredumpOnCrash")
            .stuck(CrossedMonitors.class.getName())) {
      Command.run("kill", "-SEGV", Long.toString(victim.pid()));
      org.awaitility.Awaitility.await().until(() -> !victim.isAlive());

      Peeps result = dump(jdk, directory.resolve("crash.log"));

      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.out()).contains("The JVM crashed: SIGSEGV").contains("threads-only");
    }
  }
}
