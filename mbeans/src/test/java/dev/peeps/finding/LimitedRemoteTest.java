package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A response that is waited for with a limit, and with the lock of the connection in hand. */
class LimitedRemoteTest {
  private static final List<String> STACK = List.of("app.Client.get(Client.java:7)");

  /**
   * @param received whether the picture tells who has to receive it, as the first one does
   */
  private static Graph asked(long silentMillis, boolean received, String frame) {
    Graph.Builder graph =
        new Graph.Builder()
            .entity(thread("asker").state("TIMED_WAITING").stack(List.of(frame)).build())
            .entity(thread("next").state("WAITING").stack(STACK).build())
            .entity(
                thread("loop")
                    .idle(true)
                    .attribute("outside", true)
                    .attribute("remote", "127.0.0.1:80")
                    .attribute("sinceReceivedMillis", silentMillis)
                    .attribute("sinceSentMillis", silentMillis)
                    .build())
            .entity(new EntityBuilder("response", "p", EntityKind.FUTURE).state("pending").build())
            .entity(new EntityBuilder("lock", "p", EntityKind.LOCK).build())
            .edge(
                new Edge(
                    "asker", "response", EdgeKind.NEEDS, Evidence.EXACT, "awaits it", null, true))
            .edge(Edge.exact("next", "lock", EdgeKind.NEEDS, ""))
            .edge(Edge.exact("lock", "asker", EdgeKind.HELD_BY, ""));
    if (received) {
      graph.edge(
          new Edge(
              "response",
              "loop",
              EdgeKind.PROVIDED_BY,
              Evidence.INFERRED,
              Edge.RECEIVED,
              null,
              false));
    }
    return graph.build();
  }

  private static EntityBuilder thread(String name) {
    return new EntityBuilder(name, "p", EntityKind.THREAD).name(name);
  }

  private static List<Finding> confirmed(long silentMillis, String frame) {
    Graph first = asked(silentMillis, true, STACK.get(0));
    Graph second = asked(silentMillis, false, frame);
    return Confirmation.of(Findings.standard().find(first), first, second).findings();
  }

  @Test
  void inOnePictureTheLimitMayEndIt() {
    assertThat(Findings.standard().find(asked(60_000, true, STACK.get(0))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.REMOTE);
              assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
              assertThat(finding.doubt()).startsWith("\"asker\" waits with a limit");
            });
  }

  /** A second cut does not search who has to bring it. */
  @Test
  void aPeerThatIsSilentForLongAtBothLooks() {
    assertThat(confirmed(60_000, STACK.get(0)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY))
        .satisfies(finding -> assertThat(finding.summary()).contains("2 more tasks wait behind"));
  }

  @Test
  void aPeerThatMayOnlyBeSlow() {
    assertThat(confirmed(5_000, STACK.get(0)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE))
        .satisfies(finding -> assertThat(finding.doubt()).isEqualTo(LimitedWaits.MAY_BE_SLOW));
  }

  @Test
  void whoHasGivenUpInBetween() {
    assertThat(confirmed(60_000, "app.Client.retry(Client.java:9)"))
        .noneMatch(finding -> finding.certainty() != Certainty.POSSIBLE);
  }

  /** As who asks again and again whether there is news. */
  @Test
  void nobodyBehindIt() {
    Graph graph =
        asked(60_000, true, STACK.get(0))
            .withEdges(edge -> edge.from().equals("next") ? polling(edge) : edge);
    assertThat(Findings.standard().find(graph)).isEmpty();
  }

  private static Edge polling(Edge edge) {
    return new Edge(
        edge.from(), edge.to(), edge.kind(), edge.evidence(), edge.reason(), null, true);
  }
}
