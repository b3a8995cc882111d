package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peeps.harness.Command;
import dev.peeps.harness.FakeAttachListener;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Jdks;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.healthy.IdleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way without an agent: the same answer, nothing loaded, and no heap dump left behind. */
@SuppressWarnings("try") // the fake listener is closed, not used
class HeapDumpWayLiveTest {
  private static final int FAILED = 5;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void theSameAnswerAndNothingLoaded(Jdk jdk) throws IOException {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class)) {
      String pid = Long.toString(victim.pid());
      assertThatPeeps(Peeps.run(jdk, "dump", "--no-load", "--temp-dir=" + folder, pid))
          .exits(0)
          .says("writes a heap dump of up to", "nothing is loaded into it")
          .prints("Async dump of " + pid + " " + CrossedMonitors.class.getName())
          .prints("DEADLOCK (proved, 3 tasks stuck)", "\"order-writer\"", "\"auditor\"")
          .prints("via heap-dump");
      assertThat(Files.readString(Path.of("/proc/" + pid + "/maps"))).doesNotContain("libpeeps");
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** One look alone: the owners are of another moment than the rest. */
  @Test
  void oneLookAtMonitorsIsLikely() {
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedMonitors.class)) {
      String pid = Long.toString(victim.pid());
      assertThatPeeps(
              Peeps.run(jdk, "dump", "--no-load", "--confirm=0", "--temp-dir=" + folder, pid))
          .exits(0)
          .prints("DEADLOCK (likely", "a thread dump of another moment");
    }
  }

  @Test
  void whatThereWasOfAFailedDumpIsRemoved() {
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class);
        FakeAttachListener listener =
            FakeAttachListener.ofWords(
                victim.pid(),
                words -> {
                  if (words[1].equals("dumpheap")) {
                    half(Path.of(words[2]));
                    return "0\nDumping heap to " + words[2] + " ...\nNo space left on device\n";
                  }
                  return "0\n";
                })) {
      assertThatPeeps(Peeps.run(jdk, "dump", "--no-load", "--temp-dir=" + folder, pid(victim)))
          .exits(FAILED)
          .says("has not written a heap dump", "No space left on device", "--temp-dir")
          .printsNothing();
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** As a JVM of 24 and later: it writes several files that become one in the end. */
  private static void half(Path dump) throws IOException {
    Files.writeString(dump, "JAVA PROFILE 1.0.2");
    Files.writeString(Path.of(dump + ".p0"), "half of it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-INT", "-TERM"})
  void anInterruptedDumpIsRemoved(String signal) throws Exception {
    interrupted(signal, folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAKilledCommandLeavesIsRemovedByTheNext() throws Exception {
    interrupted("-KILL", folder);
    assertThat(folder).isNotEmptyDirectory();
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      Peeps.run(jdk, "dump", "--no-load", "--temp-dir=" + folder, pid(victim));
      assertThat(folder).isEmptyDirectory();
    }
  }

  private static void interrupted(String signal, Path where) throws Exception {
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    CountDownLatch dumping = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class);
        FakeAttachListener listener =
            FakeAttachListener.ofWords(
                victim.pid(),
                words -> {
                  if (words[1].equals("dumpheap")) {
                    half(Path.of(words[2]));
                    dumping.countDown();
                    never.await();
                  }
                  return "0\n";
                })) {
      Process peeps =
          Peeps.start(
              jdk,
              Peeps.HEARS_SIGNALS,
              Path.of("/dev/null").toFile(),
              "dump",
              "--no-load",
              "--temp-dir=" + where,
              pid(victim));
      assertThat(dumping.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      Command.run("kill", signal, Long.toString(peeps.pid())).orFail();
      assertThat(peeps.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(peeps.exitValue()).isNotZero();
    }
  }

  @Test
  void noRoomForIt() {
    assumeTrue("root".equals(System.getProperty("user.name")), "takes root to mount a small disk");
    Jdk jdk = Jdks.all().findFirst().orElseThrow();
    Command.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()).orFail();
    try (VictimProcess victim = VictimProcess.stuck(jdk, IdleService.class)) {
      assertThatPeeps(Peeps.run(jdk, "dump", "--no-load", "--temp-dir=" + folder, pid(victim)))
          .exits(FAILED)
          .says("no room for a heap dump of " + victim.pid(), "only 4 MiB free")
          .printsNothing();
      assertThat(folder).isEmptyDirectory();
    } finally {
      Command.run("umount", folder.toString()).orFail();
    }
  }

  private static String pid(VictimProcess victim) {
    return Long.toString(victim.pid());
  }
}
