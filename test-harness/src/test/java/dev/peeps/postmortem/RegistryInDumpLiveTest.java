package dev.peeps.postmortem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peeps.finding.Certainty;
import dev.peeps.harness.DeadHeap;
import dev.peeps.harness.Jdk;
import dev.peeps.harness.Peeps;
import dev.peeps.harness.VictimProcess;
import dev.peeps.victims.lost.Forsaken;
import dev.peeps.victims.lost.WrongKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A heap dump of a JVM with the registry in it tells what one without tells. */
class RegistryInDumpLiveTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatAForgottenMapHolds(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, WrongKey.class)) {
      // The main method may use the field as long as it has not ended.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(DeadHeap.of(victim).findings())
                      .anyMatch(finding -> finding.certainty() == Certainty.LIKELY));
      compare(victim);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.peeps.harness.Jdks#all")
  void whatNobodyHas(Jdk jdk) {
    try (VictimProcess victim = VictimProcess.stuck(jdk, Forsaken.class)) {
      compare(victim);
    }
  }

  private static void compare(VictimProcess victim) {
    List<String> without = verdicts(DeadHeap.of(victim));
    assertThat(without).isNotEmpty();
    Peeps.dump(victim);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              DeadHeap with = DeadHeap.of(victim);
              assertThat(with.graph().entities())
                  .anyMatch(entity -> entity.name().equals("peeps-registry"));
              assertThat(verdicts(with)).isEqualTo(without);
            });
  }

  /** Objects have other numbers in each dump. */
  private static List<String> verdicts(DeadHeap dead) {
    return dead.findings().stream()
        .map(finding -> finding.certainty() + " " + finding.sentence().replaceAll("@\\w+", "@"))
        .sorted()
        .collect(Collectors.toList());
  }
}
