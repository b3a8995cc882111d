package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which finding is the cause of which, where that is in no edge. */
class OnwardTest {
  private static Finding finding(
      FindingKind kind, Certainty certainty, List<String> tasks, List<String> chain) {
    return new Finding(kind, certainty, "it is", tasks, chain, List.of(), "", "");
  }

  private static final Finding DEADLOCK =
      finding(
          FindingKind.DEADLOCK,
          Certainty.PROVED,
          List.of("report", "sum", "worker"),
          List.of("report", "sum", "worker", "monitor"));

  private static Finding lost(String... tasks) {
    return finding(FindingKind.LOST, Certainty.LIKELY, List.of(tasks), List.of(tasks));
  }

  @Test
  void whatOnlyAMemberOfADeadlockCouldBringFollowsFromIt() {
    Finding lost = lost("report", "sum", "part", "worker", "other");
    List<Finding> findings = Onward.causesFirst(List.of(lost, DEADLOCK));
    assertThat(findings).containsExactly(DEADLOCK, lost);
    assertThat(Blame.causes(findings)).containsExactly(-1, 0);
  }

  @Test
  void whatHasNothingToDoWithIt() {
    Finding lost = lost("http-1", "http-2", "http-3", "http-4");
    List<Finding> findings = Onward.causesFirst(List.of(lost, DEADLOCK));
    assertThat(findings).containsExactly(lost, DEADLOCK);
    assertThat(Blame.causes(findings)).containsExactly(-1, -1);
  }

  /** Who only waits behind a deadlock may be lost for a reason of its own. */
  @Test
  void whoWaitsBehindItIsNoMember() {
    Finding behind =
        finding(
            FindingKind.DEADLOCK,
            Certainty.PROVED,
            List.of("report", "worker", "http-1"),
            List.of("report", "worker"));
    Finding lost = lost("http-1", "http-2", "http-3", "http-4");
    assertThat(Blame.causes(Onward.causesFirst(List.of(lost, behind)))).containsExactly(-1, -1);
  }

  @Test
  void aGuessIsNoCause() {
    Finding guess =
        finding(FindingKind.DEADLOCK, Certainty.POSSIBLE, DEADLOCK.tasks(), DEADLOCK.chain());
    Finding lost = lost("report", "part");
    assertThat(Blame.causes(Onward.causesFirst(List.of(lost, guess)))).containsExactly(-1, -1);
  }
}
