package dev.peeps.errors;

import static dev.peeps.errors.PeepsAssert.assertThatPeeps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.deadlock.ClassInitialisation;
import dev.peeps.victims.deadlock.CrossedMonitors;
import dev.peeps.victims.lost.CrossedFutures;
import dev.peeps.victims.waiting.ManyAlike;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that watches every JNI call (-Xcheck:jni) has nothing to say of libpeeps. */
class CheckedJniLiveTest {
  private static final String COMPLAINT = "in native method";

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void theJvmHasNoComplaint(Jdk jdk) {
    for (Class<?> program :
        List.of(CrossedMonitors.class, CrossedFutures.class, ClassInitialisation.class)) {
      noComplaint(jdk, program, "platform");
    }
    noComplaint(jdk, ManyAlike.class, "platform", "5");
    if (jdk.feature() >= 21) {
      noComplaint(jdk, ManyAlike.class, "virtual", "5");
    }
  }

  private static void noComplaint(Jdk jdk, Class<?> program, String... args) {
    try (VictimProcess victim =
        new VictimProcess.Start(jdk).options("-Xcheck:jni").args(args).stuck(program.getName())) {
      String pid = Long.toString(victim.pid());
      for (String walk : List.of("auto", "wide", "lean")) {
        assertThatPeeps(Peeps.run(jdk, "dump", "--walk=" + walk, pid)).exits(0);
      }
      assertThatPeeps(Peeps.run(jdk, "unload", pid)).exits(0);
      assertThat(victim.lines()).noneMatch(line -> line.contains(COMPLAINT));
    }
  }
}
