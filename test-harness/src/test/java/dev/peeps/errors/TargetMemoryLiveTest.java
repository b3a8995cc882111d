package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.CrossedReentrantLocks;
import dev.peeps.victims.healthy.BusyService;
import dev.peeps.victims.healthy.IdleService;
import dev.peeps.victims.waiting.DeepStacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a dump takes of the target's memory. Since JDK 16 the JVM's own walks take some 5 kB for
 * each frame of each platform thread: here about 100 MB.
 */
class TargetMemoryLiveTest {
  private static final String JDKS = "dev.peeps.harness.Jdks#all";
  private static final long LITTLE_KB = 40 << 10;

  /** The JVM's cleaner and then the library's own thread have to come round. */
  private static final Duration GIVEN_BACK = Duration.ofSeconds(60);

  private static VictimProcess deep(Jdk jdk) {
    return new VictimProcess.Start(jdk)
        .options("-Xss512k")
        .args("platform", "200", "100")
        .stuck(DeepStacks.class.getName());
  }

  private static Peeps dump(Jdk jdk, VictimProcess victim, String walk) {
    return Peeps.run(jdk, "dump", "--no-registry", "--walk=" + walk, Long.toString(victim.pid()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void itIsGivenBack(Jdk jdk) throws IOException {
    try (VictimProcess victim = deep(jdk)) {
      long before = kilobytes(victim, "VmRSS:");
      assertThatPeeps(dump(jdk, victim, "narrow")).exits(0).prints("200", "ReentrantLock");
      assertThat(kilobytes(victim, "VmHWM:") - before)
          .as("the walk takes it")
          .isGreaterThan(LITTLE_KB);
      await("the memory to be given back")
          .atMost(GIVEN_BACK)
          .until(() -> kilobytes(victim, "VmRSS:") < before + LITTLE_KB);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aLeanWalkTakesLittle(Jdk jdk) throws IOException {
    try (VictimProcess victim = deep(jdk)) {
      long before = kilobytes(victim, "VmHWM:");
      assertThatPeeps(dump(jdk, victim, "lean"))
          .exits(0)
          .prints("lean walk", "memory-room", "held by \"main\"", "200 tasks wait");
      assertThat(kilobytes(victim, "VmHWM:")).as("peak").isLessThan(before + LITTLE_KB);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aLeanWalkFindsWhatLocksRecord(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, CrossedReentrantLocks.class, "platform")) {
      assertThatPeeps(dump(jdk, victim, "lean"))
          .exits(0)
          .prints("DEADLOCK (proved, 3 tasks stuck)", "\"order-writer\"", "\"auditor\"");
    }
  }

  /** What was not seen must not look like something that is not there. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(JDKS)
  void aLeanWalkIsNoReasonForAlarm(Jdk jdk) {
    for (Class<?> healthy : new Class<?>[] {IdleService.class, BusyService.class}) {
      try (VictimProcess victim = VictimProcess.stuck(jdk, healthy)) {
        assertThatPeeps(Peeps.run(jdk, "check", "--walk=lean", Long.toString(victim.pid())))
            .exits(0);
      }
    }
  }

  private static long kilobytes(VictimProcess victim, String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + victim.pid() + "/status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IllegalStateException("no " + key + " of " + victim.pid());
  }
}
