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

/** Responses that another thread has to receive. */
class RemoteDetectorTest {
  private static final List<String> STACK = List.of("app.Client.get(Client.java:7)");

  private final Graph.Builder graph = new Graph.Builder();

  private void asksThroughALoop() {
    graph
        .entity(thread("asker").stack(STACK).build())
        .entity(new EntityBuilder("response", "p", EntityKind.FUTURE).state("pending").build())
        .entity(
            thread("loop")
                .idle(true)
                .attribute("outside", true)
                .attribute("remote", "127.0.0.1:80")
                .build())
        .edge(Edge.exact("asker", "response", EdgeKind.NEEDS, ""))
        .edge(
            new Edge(
                "response",
                "loop",
                EdgeKind.PROVIDED_BY,
                Evidence.INFERRED,
                Edge.RECEIVED,
                null,
                false));
  }

  /** It answers after two seconds, and they come one after the other. */
  @Test
  void aPeerThatIsSlowAndAnswers() {
    assertThat(asked(1_800, 1_900).get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(asked(1_800, 1_900).get(0).doubt()).endsWith("it may only be slow");
    assertThat(asked(5_000, 5_100).get(0).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(asked(1_800, 60_000).get(0).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(asked(1_800, -1).get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** In a heap dump, where nobody knows when something last came. */
  @Test
  void aPeerFromWhichReadsHaveALimit() {
    reader("asker");
    another();
    Graph picture = graph.build();
    assertThat(Findings.standard().find(picture).get(0).certainty()).isEqualTo(Certainty.LIKELY);
    Graph.Builder limited = new Graph.Builder();
    picture.entities().stream()
        .filter(entity -> entity.kind() != EntityKind.SOCKET)
        .forEach(limited::entity);
    limited.entity(
        new EntityBuilder("socket", "p", EntityKind.SOCKET)
            .attribute("limitMillis", 20_000L)
            .build());
    picture.edges().forEach(limited::edge);
    assertThat(Findings.standard().find(limited.build()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE))
        .satisfies(
            finding ->
                assertThat(finding.doubt())
                    .isEqualTo("reads from it have a limit, which may end the wait"));
  }

  /** As of clients that connect for each request. */
  @Test
  void aPeerToWhichConnectionsHaveEnded() {
    assertThat(asked(1_800, -2).get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(asked(5_000, -2).get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** As of clients that connect for each request, and read with a limit. */
  @Test
  void aLimitIsThereForPeersThatAreSlow() {
    assertThat(asked(1_800, -3).get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(asked(5_000, -3).get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  private static List<Finding> asked(long sent, long answered) {
    EntityBuilder socket =
        new EntityBuilder("socket", "p", EntityKind.SOCKET)
            .attribute("remote", "127.0.0.1:80")
            .attribute("sinceReceivedMillis", 1_900L)
            .attribute("sinceSentMillis", sent);
    if (answered >= 0) {
      socket.attribute("sinceAnsweredMillis", answered);
    }
    if (answered == -3) {
      socket.attribute("limitMillis", 20_000L);
    }
    if (answered == -2) {
      socket.attribute("endedBefore", true);
    }
    Graph.Builder line =
        new Graph.Builder()
            .entity(thread("asker").stack(STACK).build())
            .entity(thread("next").stack(STACK).build())
            .entity(new EntityBuilder("lock", "p", EntityKind.LOCK).build())
            .entity(socket.build())
            .edge(Edge.exact("asker", "socket", EdgeKind.NEEDS, ""))
            .edge(Edge.exact("next", "lock", EdgeKind.NEEDS, ""))
            .edge(Edge.exact("lock", "asker", EdgeKind.HELD_BY, ""));
    return Findings.standard().find(line.build());
  }

  private static EntityBuilder thread(String name) {
    return new EntityBuilder(name, "p", EntityKind.THREAD).name(name);
  }

  private void another() {
    graph
        .entity(thread("another").stack(STACK).build())
        .entity(new EntityBuilder("lock", "p", EntityKind.LOCK).build())
        .edge(Edge.exact("another", "lock", EdgeKind.NEEDS, ""))
        .edge(Edge.exact("lock", "asker", EdgeKind.HELD_BY, ""));
  }

  private List<Finding> findings() {
    return Findings.standard().find(graph.build());
  }

  /** Of the only finding. */
  private Certainty certainty() {
    List<Finding> findings = findings();
    assertThat(findings).hasSize(1);
    return findings.get(0).certainty();
  }

  /** A thread that waits for data from a peer. */
  private Graph.Builder reader(String name) {
    return graph
        .entity(thread(name).stack(STACK).build())
        .entity(new EntityBuilder("socket", "p", EntityKind.SOCKET).build())
        .edge(Edge.exact(name, "socket", EdgeKind.NEEDS, "waits for data from the peer"));
  }

  /** As a client between two requests, or one that polls. */
  @Test
  void whoAsksAloneIsOnlyPossiblyStuck() {
    asksThroughALoop();
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.REMOTE);
              assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
            });
  }

  @Test
  void othersWaitBehindWhoAsks() {
    asksThroughALoop();
    another();
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
              assertThat(finding.summary())
                  .startsWith(
                      "remote: \"asker\" waits for what \"loop\" has to receive from"
                          + " 127.0.0.1:80;");
              assertThat(finding.culprits()).containsExactly("asker", "loop");
              assertThat(finding.chain())
                  .containsExactly("another", "lock", "asker", "response", "loop");
            });
  }

  /** The loop is at work for others, and the second cut does not ask who has to bring it. */
  @Test
  void aSecondCutHasNoPartInTheSearch() {
    asksThroughALoop();
    another();
    Graph first = graph.build();
    Graph.Builder second = new Graph.Builder();
    first.entities().forEach(second::entity);
    first.edges().stream()
        .filter(edge -> edge.kind() != EdgeKind.PROVIDED_BY)
        .forEach(second::edge);
    assertThat(Confirmation.confirm(findings(), first, second.build()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY));
  }

  @Test
  void whatHasComeInBetweenIsDropped() {
    asksThroughALoop();
    another();
    Graph first = graph.build();
    Graph.Builder second = new Graph.Builder();
    first.entities().stream()
        .filter(entity -> !entity.id().equals("asker"))
        .forEach(second::entity);
    second.entity(thread("asker").stack(List.of("app.Client.next(Client.java:9)")).build());
    assertThat(Confirmation.confirm(findings(), first, second.build()))
        .extracting(Finding::summary)
        .isEmpty();
  }

  /** Who runs a task does more than to receive: those who wait for it wait behind it. */
  @Test
  void aTaskThatReadsASocketIsNoResponse() {
    reader("worker")
        .entity(new EntityBuilder("task", "p", EntityKind.FUTURE).state("pending").build())
        .entity(thread("asker").stack(STACK).build())
        .edge(Edge.exact("asker", "task", EdgeKind.NEEDS, ""))
        .edge(Edge.exact("task", "worker", EdgeKind.PROVIDED_BY, "runs it"));
    assertThat(certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** So it looks wherever the peer is the slower one. */
  @Test
  void aProducerBeforeAFullQueueTellsNothingAboutThePeer() {
    pipeline(900);
    assertThat(findings())
        .filteredOn(finding -> finding.kind() == FindingKind.REMOTE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE));
  }

  @Test
  void butOneThatHasBeenSilentForLongHoldsItUp() {
    pipeline(60_000);
    assertThat(findings())
        .filteredOn(finding -> finding.kind() == FindingKind.REMOTE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY));
  }

  private void pipeline(long silentMillis) {
    graph
        .entity(thread("worker").stack(STACK).build())
        .entity(new EntityBuilder("queue", "p", EntityKind.CHANNEL).state("full").build())
        .entity(new EntityBuilder("pool", "p", EntityKind.EXECUTOR).build())
        .entity(
            new EntityBuilder("socket", "p", EntityKind.SOCKET)
                .attribute("sinceReceivedMillis", silentMillis)
                .build())
        .entity(thread("producer").stack(STACK).build())
        .edge(Edge.exact("producer", "queue", EdgeKind.NEEDS, "waits for room"))
        .edge(Edge.exact("queue", "pool", EdgeKind.PROVIDED_BY, "its workers take from it"))
        .edge(Edge.exact("pool", "worker", EdgeKind.PROVIDED_BY, "only its workers run it"))
        .edge(Edge.exact("worker", "socket", EdgeKind.NEEDS, "waits for data from the peer"));
  }

  /** The loop of a group that has no connections is not the one to blame. */
  @Test
  void aLoopWithoutConnectionsIsNotTheOne() {
    asksThroughTwoLoops(0L);
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.culprits()).containsExactly("asker", "loop"));
  }

  @Test
  void bothOfTwoLoopsWithConnectionsMayBe() {
    asksThroughTwoLoops(2L);
    assertThat(findings()).hasSize(2);
  }

  private void asksThroughTwoLoops(long connections) {
    graph
        .entity(thread("asker").stack(STACK).build())
        .entity(new EntityBuilder("response", "p", EntityKind.FUTURE).state("pending").build())
        .entity(
            thread("loop")
                .idle(true)
                .attribute("outside", true)
                .attribute("remote", "a:80")
                .build())
        .entity(
            thread("spare")
                .idle(true)
                .attribute("outside", true)
                .attribute("connections", connections)
                .build())
        .edge(Edge.exact("asker", "response", EdgeKind.NEEDS, ""));
    for (String loop : List.of("loop", "spare")) {
      graph.edge(
          new Edge(
              "response",
              loop,
              EdgeKind.PROVIDED_BY,
              Evidence.INFERRED,
              Edge.RECEIVED,
              "any-1",
              false));
    }
    another();
  }

  /** A limit of the connection's may end it, as that for idle ones. */
  @Test
  void whatATimerLeadsToAsWellIsOnlyPossiblyStuck() {
    asksThroughALoop();
    another();
    graph.replace(
        new EntityBuilder("response", "p", EntityKind.FUTURE)
            .state("pending")
            .attribute("timerLeads", true)
            .build());
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
              assertThat(finding.doubt()).contains("a limit may end the wait");
            });
  }

  /** {@code executor.submit(loop).get()} in main, where the loop polls a server for ever. */
  @Test
  void aMainMethodThatWaitsForALoopIsNobodyBehindIt() {
    whoReadsForATask("app.Client.main(Client.java:3)", false);
    assertThat(certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** {@code allOf} of three such loops. */
  @Test
  void norIsOneThatWaitsForSeveral() {
    whoReadsForATask("app.Client.main(Client.java:3)", true);
    graph
        .entity(thread("other").stack(STACK).build())
        .entity(new EntityBuilder("more", "p", EntityKind.FUTURE).state("running").build())
        .entity(new EntityBuilder("all", "p", EntityKind.FUTURE).state("pending").build())
        .edge(Edge.exact("all", "task", EdgeKind.NEEDS, "all of them are needed"))
        .edge(Edge.exact("all", "more", EdgeKind.NEEDS, "all of them are needed"))
        .edge(Edge.exact("waiter", "all", EdgeKind.NEEDS, ""))
        .edge(Edge.exact("more", "other", EdgeKind.PROVIDED_BY, "runs it"))
        .edge(Edge.exact("other", "socket", EdgeKind.NEEDS, "waits for data from the peer"));
    assertThat(certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** A lock is wanted for a moment, in main as anywhere. */
  @Test
  void aMainMethodThatWantsALockWaitsBehindIt() {
    reader("reader")
        .entity(thread("main").stack(List.of("app.Client.main(Client.java:3)")).build())
        .entity(new EntityBuilder("lock", "p", EntityKind.LOCK).build())
        .edge(Edge.exact("main", "lock", EdgeKind.NEEDS, "wants to enter it"))
        .edge(Edge.exact("lock", "reader", EdgeKind.HELD_BY, ""));
    assertThat(certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void whoWaitsForTheEndOfARunnableIsNobodyBehindIt() {
    whoReadsForATask("app.Supervisor.watch(Supervisor.java:3)", true);
    assertThat(certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void whoWaitsForAResultWaitsBehindIt() {
    whoReadsForATask("app.Supervisor.watch(Supervisor.java:3)", false);
    assertThat(certainty()).isEqualTo(Certainty.LIKELY);
  }

  private void whoReadsForATask(String frame, boolean resultless) {
    EntityBuilder task = new EntityBuilder("task", "p", EntityKind.FUTURE).state("running");
    reader("worker")
        .entity(resultless ? task.attribute("resultless", true).build() : task.build())
        .entity(
            thread("waiter")
                .stack(List.of("java.util.concurrent.FutureTask.get(FutureTask.java:1)", frame))
                .build())
        .edge(Edge.exact("waiter", "task", EdgeKind.NEEDS, ""))
        .edge(Edge.exact("task", "worker", EdgeKind.PROVIDED_BY, "runs it"));
  }

  /** A loop that nobody waits for is what every client has. */
  @Test
  void aLoopAloneIsNothing() {
    graph.entity(thread("loop").idle(true).attribute("outside", true).build());
    assertThat(findings()).isEmpty();
  }
}
