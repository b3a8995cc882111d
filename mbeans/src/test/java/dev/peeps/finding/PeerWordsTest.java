package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerWordsTest {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private void put(String key, Object value) {
    facts.put(key, value);
  }

  private String words() {
    return PeerWords.of(facts);
  }

  @Test
  void nothingIsKnown() {
    assertThat(words()).isEmpty();
  }

  @Test
  void whoDoesNotAnswer() {
    put("peerPid", 812L);
    put("peerName", "postgres");
    put("local", "10.0.0.7:49152");
    put("sinceReceivedMillis", 900_000L);
    put("sinceSentMillis", 252_000L);
    put("received", 7L);
    assertThat(words())
        .isEqualTo(
            " (pid 812, postgres; last sent to 4 min 12 s ago, nothing has come since; from"
                + " 10.0.0.7:49152)");
  }

  /** The kernel's clock is too coarse to tell which was first. */
  @Test
  void whoMayHaveAnsweredInTheSameMoment() {
    put("sinceReceivedMillis", 252_000L);
    put("sinceSentMillis", 252_000L);
    put("received", 7L);
    assertThat(words())
        .isEqualTo(" (last sent to, and last heard of, at the same moment 4 min 12 s ago)");
    put("received", 0L);
    assertThat(words()).isEqualTo(" (last sent to 4 min 12 s ago, nothing has ever come)");
  }

  @Test
  void whoHasNeverSaidAnything() {
    put("sinceReceivedMillis", 3_400L);
    put("sinceSentMillis", 3_300L);
    put("received", 0L);
    assertThat(words()).isEqualTo(" (last sent to 3.3 s ago, nothing has ever come)");
    put("sinceSentMillis", 9_000L);
    assertThat(words()).isEqualTo(" (nothing has ever come, connected for 3.4 s)");
  }

  @Test
  void oneOfSeveralConnectionsToTheOwnProcess() {
    put("peerPid", 812L);
    put("peerName", "com.acme.Shop");
    put("peerSelf", true);
    put("sinceReceivedMillis", 900_000L);
    put("sinceSentMillis", 1_500L);
    put("longestUnansweredMillis", 252_000L);
    assertThat(words())
        .isEqualTo(
            " (pid 812, com.acme.Shop, this very process; last sent to 1.5 s ago, nothing has come"
                + " since, on another of them for 4 min 12 s)");
  }

  /** The last word was the peer's. */
  @Test
  void whoWasNotAskedSince() {
    put("sinceReceivedMillis", 7_300_000L);
    put("sinceSentMillis", 7_400_000L);
    put("received", 9L);
    assertThat(words()).isEqualTo(" (nothing has come for 2 h 1 min)");
  }

  @Test
  void whoDoesNotTakeWhatIsSent() {
    put("unacknowledged", 14L);
    put("retransmits", 3L);
    assertThat(words()).isEqualTo(" (it has not taken 14 bytes, sent again 3 times)");
    put("peerUnread", 12L);
    put("retransmits", 0L);
    assertThat(words()).isEqualTo(" (it has not read 12 bytes)");
  }

  @Test
  void whoHasAnswered() {
    put("peerPid", 812L);
    put("unread", 20L);
    assertThat(words()).isEqualTo(" (pid 812, 20 bytes from it are here and nobody has read them)");
  }

  @Test
  void oneByteIsOne() {
    put("peerUnread", 1L);
    assertThat(words()).isEqualTo(" (it has not read 1 byte)");
    put("unread", 1L);
    assertThat(words())
        .isEqualTo(" (it has not read 1 byte, 1 byte from it is here and nobody has read it)");
  }
}
