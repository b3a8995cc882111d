package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peeps.harness.Command;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.healthy.IdleService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets that are none, or that do not want to be attached to. */
@SuppressWarnings("try") // one victim ends before the other
class TargetErrorsLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final int NO_TARGET = 3;
  private static final int NO_ATTACH = 4;

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void noSuchProcess(Jdk jdk) {
    assertThatPeeps(Peeps.run(jdk, "dump", "99999999"))
        .exits(NO_TARGET)
        .says("no process 99999999", "peeps list")
        .printsNothing();
    assertThatPeeps(Peeps.run(jdk, "dump", "no.such.MainClass"))
        .exits(NO_TARGET)
        .says("'no.such.MainClass'");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void notAJvmIsNotSentASignal(Jdk jdk) throws IOException {
    Process cat = new ProcessBuilder("cat").start();
    try {
      assertThatPeeps(Peeps.run(jdk, "dump", Long.toString(cat.pid())))
          .exits(NO_TARGET)
          .says("process " + cat.pid() + " is not a JVM", "no signal was sent");
      assertThat(cat.isAlive()).isTrue();
    } finally {
      cat.destroyForcibly();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void zombie(Jdk jdk) throws IOException {
    // The program that the shell becomes does not know that it has a child, so never asks for it.
    Process parent = new ProcessBuilder("sh", "-c", "true & exec cat").start();
    try {
      await().until(() -> parent.children().findAny().isPresent());
      long zombie = parent.children().findAny().orElseThrow().pid();
      await().until(() -> status(zombie).contains("State:\tZ"));
      assertThatPeeps(Peeps.run(jdk, "dump", Long.toString(zombie)))
          .exits(NO_TARGET)
          .says("has ended");
    } finally {
      parent.destroyForcibly();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void stopped(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      String pid = Long.toString(victim.pid());
      Command.run("kill", "-STOP", pid).orFail();
      await().until(() -> status(victim.pid()).contains("State:\tT"));
      assertThatPeeps(Peeps.run(jdk, "dump", pid))
          .exits(NO_ATTACH)
          .says("is stopped", "no signal was sent", "kill -CONT " + pid);
      assertThat(status(victim.pid())).as("pending signals").contains("ShdPnd:\t0000000000000000");
      assertThat(Path.of("/tmp/.attach_pid" + pid)).doesNotExist();
      assertThat(Path.of("/proc/" + pid + "/cwd/.attach_pid" + pid)).doesNotExist();

      Command.run("kill", "-CONT", pid).orFail();
      await().until(() -> !status(victim.pid()).contains("State:\tT"));
      assertThatPeeps(Peeps.run(jdk, "dump", pid)).exits(0).prints("Async dump of " + pid);
      assertThat(victim.lines()).noneMatch(line -> line.contains("Full thread dump"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void attachDisabled(Jdk jdk) {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk)
            .options("-XX:+DisableAttachMechanism")
            .stuck(IdleService.class.getName())) {
      leaveSocketOfAnEarlierProcess(victim.pid());
      assertThatPeeps(Peeps.run(jdk, "dump", Long.toString(victim.pid())))
          .exits(NO_ATTACH)
          .says("attaching to " + victim.pid(), "is disabled", "-XX:+DisableAttachMechanism")
          .says("gcore -o core " + victim.pid(), "peeps dump core." + victim.pid())
          .doesNotSay("loading");
      assertThat(Peeps.run(jdk, "list").out()).contains(victim.pid() + " ", "no (disabled)");
    }
  }

  /** A JVM that was killed leaves its attach socket; a later one may get its pid. */
  private static void leaveSocketOfAnEarlierProcess(long pid) {
    Path socket = Path.of("/tmp/.java_pid" + pid);
    try {
      Files.deleteIfExists(socket);
      try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.bind(UnixDomainSocketAddress.of(socket));
      }
      Files.setLastModifiedTime(socket, FileTime.from(Instant.now().minusSeconds(3600)));
      socket.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Once as the performance data tell it beforehand, once as the JVM answers (25: status 0). */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void agentsRefused(Jdk jdk) {
    Stream.of("-XX:+UsePerfData", "-XX:-UsePerfData")
        .forEach(
            perfData -> {
              try (VictimProcess victim =
                  new VictimProcess.Start(jdk)
                      .options("-XX:-EnableDynamicAgentLoading", perfData)
                      .stuck(IdleService.class.getName())) {
                String pid = Long.toString(victim.pid());
                assertThatPeeps(Peeps.run(jdk, "dump", "--via=attach", pid))
                    .exits(NO_ATTACH)
                    .says("takes no agents at run time", "--via=heap-dump " + pid)
                    .printsNothing();
                assertThatPeeps(Peeps.run(jdk, "dump", pid))
                    .exits(0)
                    .says("writes a heap dump", "nothing is loaded into it")
                    .prints("via heap-dump", "takes no agents at run time");
              }
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void severalAreListedAndOneIsFoundByName(Jdk jdk) {
    try (VictimProcess one = VictimProcess.stuck(jdk, IdleService.class);
        VictimProcess two = VictimProcess.stuck(jdk, IdleService.class)) {
      assertThatPeeps(Peeps.run(jdk, "dump", "healthy.IdleService"))
          .exits(NO_TARGET)
          .says("several JVMs", one.pid() + " (", two.pid() + " (");
      two.close();
      assertThatPeeps(Peeps.run(jdk, "dump", "healthy.IdleService"))
          .exits(0)
          .says("loading libpeeps into " + one.pid())
          .prints("Async dump of " + one.pid());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void waysThatContradictEachOther(Jdk jdk) {
    assertThatPeeps(Peeps.run(jdk, "dump", "--no-load", "--via=attach", "99999999"))
        .exits(2)
        .says("--via=attach loads libpeeps", "--no-load forbids it");
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A locale without the letter: Java cannot even look whether there is such a file. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void namesThatTheLocaleCannotWrite(Jdk jdk) {
    String umlaut = "LC_ALL=C exec \"$@\" \"$(printf '%s\\303\\244.hprof')\"";
    for (String folder : List.of("/tmp/", "")) {
      List<String> shell = List.of("sh", "-c", String.format(umlaut, folder), "sh");
      assertThatPeeps(Peeps.run(jdk, shell, "dump"))
          .exits(2)
          .says("cannot be the name of a file here", "LC_ALL=C.UTF-8");
      assertThatPeeps(Peeps.run(jdk, shell, "dump", "1", "-o")).exits(2).says("LC_ALL=C.UTF-8");
    }
  }
}
