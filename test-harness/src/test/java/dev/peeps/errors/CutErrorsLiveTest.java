package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peeps.harness.Command;
import dev.peeps.harness.FakeAttachListener;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.IdleService;
import dev.peeps.victims.waiting.OddNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can go wrong once the target has been asked for a cut. */
@SuppressWarnings("try") // closing is what some of these tests are about
class CutErrorsLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final int NO_ATTACH = 4;
  private static final int FAILED = 5;
  private static final String RAN = "0\nreturn code: 0\n";

  @TempDir Path folder;

  private static Path out(String options) {
    int start = options.indexOf("out:") + 4;
    int end = options.indexOf(',', start);
    return Path.of(options.substring(start, end < 0 ? options.length() : end));
  }

  private static Peeps dump(Jdk jdk, FakeAttachListener.Behaviour behaviour, String... more) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class);
        FakeAttachListener listener = FakeAttachListener.of(victim.pid(), behaviour)) {
      String[] arguments = new String[more.length + 2];
      arguments[0] = "dump";
      arguments[1] = Long.toString(victim.pid());
      System.arraycopy(more, 0, arguments, 2, more.length);
      return Peeps.run(jdk, arguments);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void theTargetDiesDuringTheCut(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class);
        FakeAttachListener listener =
            FakeAttachListener.of(
                victim.pid(),
                options -> {
                  victim.close();
                  return null;
                })) {
      assertThatPeeps(Peeps.run(jdk, "dump", Long.toString(victim.pid())))
          .exits(FAILED)
          .says(victim.pid() + " (", "ended while", "hs_err_pid" + victim.pid() + ".log")
          .printsNothing();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void theLibraryGivesItsReason(Jdk jdk) {
    assertThatPeeps(
            dump(
                jdk,
                options -> {
                  Files.writeString(out(options), "peeps-error: no \u001b[31mmemory\n");
                  return "0\nreturn code: 101\n";
                }))
        .exits(FAILED)
        .says("no cut of", "no \\u001b[31mmemory");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void truncatedCut(Jdk jdk) {
    assertThatPeeps(
            dump(
                jdk,
                options -> {
                  Files.write(
                      out(options), "JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
                  return RAN;
                }))
        .exits(FAILED)
        .says("the cut of", "cannot be read", "byte", "--save-cut");
  }

  /** A cut that cannot be read is the one that somebody wants to see. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aKeptCutStaysWhenItCannotBeRead(Jdk jdk) throws IOException {
    Path kept = folder.resolve("kept.hprof");
    byte[] damaged = "JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII);
    assertThatPeeps(
            dump(
                jdk,
                options -> {
                  Files.write(out(options), damaged);
                  return RAN;
                },
                "--save-cut=" + kept))
        .exits(FAILED)
        .says("cannot be read", "attach the file of --save-cut");
    assertThat(kept).hasBinaryContent(damaged);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noCutAtAll(Jdk jdk) {
    assertThatPeeps(dump(jdk, options -> RAN)).exits(FAILED).says("the library has written no cut");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void theLibraryCannotBeLoaded(Jdk jdk) {
    assertThatPeeps(dump(jdk, options -> "0\n/x.so was not loaded.\n/x.so: wrong ELF class\n"))
        .exits(NO_ATTACH)
        .says("could not load", "wrong ELF class", "noexec");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noAnswerBeforeTheDeadline(Jdk jdk) {
    CountDownLatch never = new CountDownLatch(1);
    Peeps run =
        dump(
            jdk,
            options -> {
              never.await();
              return null;
            },
            "--timeout=2");
    never.countDown();
    assertThatPeeps(run)
        .exits(NO_ATTACH)
        .says("peeps: waiting for", "gave up after 2 s", "--timeout")
        .printsNothing();
  }

  /** Ctrl-C leaves nothing; what kill -9 leaves is taken away by the next dump. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void nothingIsLeftBehind(Jdk jdk) throws IOException, InterruptedException {
    for (String signal : List.of("-INT", "-TERM", "-KILL")) {
      CountDownLatch never = new CountDownLatch(1);
      try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
        String pid = Long.toString(victim.pid());
        try (FakeAttachListener listener =
            FakeAttachListener.of(
                victim.pid(),
                options -> {
                  never.await();
                  return null;
                })) {
          Process peeps =
              Peeps.start(
                  jdk, Peeps.HEARS_SIGNALS, folder.resolve("err" + signal).toFile(), "dump", pid);
          listener.awaitRequest();
          assertThat(PeepsAssert.directoriesOf(peeps.pid())).as("while it waits").hasSize(1);
          Command.run("kill", signal, Long.toString(peeps.pid())).orFail();
          assertThat(peeps.waitFor(60, TimeUnit.SECONDS)).isTrue();
          if (signal.equals("-KILL")) {
            assertThat(PeepsAssert.directoriesOf(peeps.pid())).hasSize(1);
            never.countDown();
            listener.close();
            assertThatPeeps(Peeps.run(jdk, "dump", pid)).exits(0);
          }
          await().until(() -> PeepsAssert.directoriesOf(peeps.pid()).length == 0);
        } finally {
          never.countDown();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void outputFiles(Jdk jdk) throws IOException {
    Path existing = Files.writeString(folder.resolve("existing"), "mine");
    Path fresh = folder.resolve("fresh");
    Path cut = folder.resolve("kept.hprof");
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      String pid = Long.toString(victim.pid());
      for (String option : List.of("--output=", "--save-cut=")) {
        assertThatPeeps(Peeps.run(jdk, "dump", option + existing, pid))
            .exits(FAILED)
            .says("cannot write " + existing, "it exists already")
            .doesNotSay("loading");
        assertThatPeeps(Peeps.run(jdk, "dump", option + folder + "/none/x", pid))
            .exits(FAILED)
            .says("no such file or directory")
            .doesNotSay("loading");
      }
      assertThat(existing).hasContent("mine");

      assertThatPeeps(Peeps.run(jdk, "dump", "-o", fresh.toString(), "--save-cut", cut + "", pid))
          .exits(0)
          .printsNothing();
      assertThat(fresh).content().contains("Async dump of " + pid);
      assertThat(cut).isNotEmptyFile();
      for (Path file : List.of(fresh, cut)) {
        assertThat(Files.getPosixFilePermissions(file)).as("only for its owner").hasSize(2);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aFailedDumpLeavesNoOutputFile(Jdk jdk) {
    Path fresh = folder.resolve("fresh");
    assertThatPeeps(dump(jdk, options -> RAN, "--output=" + fresh)).exits(FAILED);
    assertThat(fresh).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noControlCharacterReachesTheTerminal(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, OddNames.class)) {
      for (String format : List.of("--format=text", "--format=json")) {
        Peeps run = Peeps.run(jdk, "dump", format, "--all", Long.toString(victim.pid()));
        assertThatPeeps(run).exits(0);
        run.out()
            .chars()
            .forEach(
                c ->
                    assertThat(c == '\n' || c == '\t' || (c >= ' ' && (c < 0x7f || c > 0x9f)))
                        .as("character %x", c)
                        .isTrue());
        assertThat(run.out()).contains("\\u001b[31m").doesNotContain("\u202e");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void oneOfSeveralTargetsFails(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class);
        VictimProcess refuses =
            new VictimProcess.Start(jdk)
                .options("-XX:-EnableDynamicAgentLoading", "-XX:-UsePerfData")
                .stuck(IdleService.class.getName())) {
      String one = Long.toString(victim.pid());
      String other = Long.toString(refuses.pid());
      assertThatPeeps(Peeps.run(jdk, "dump", "--via=attach", one, other))
          .exits(NO_ATTACH)
          .says(other + " (")
          .prints("Async dump of " + one, "Process " + other + " is not in this picture");
    }
  }
}
