package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Graph;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is out of reach and yet not lost, since it has come already. */
class LostThingsTest {
  private static List<Finding> found(EntityKind kind, String type, String state) {
    TestGraph graph = new TestGraph("1").threads("waiter").things(kind, type, "thing");
    graph.with("thing").state(state).attribute("liveness", "unreached");
    Graph built = graph.needs("waiter", "thing").build();
    return new LostDetector().check(new Inquiry(built));
  }

  @ParameterizedTest
  @CsvSource({
    "FUTURE, java.util.concurrent.CompletableFuture, pending",
    "LATCH, java.util.concurrent.CountDownLatch, closed",
    "SEMAPHORE, java.util.concurrent.Semaphore, exhausted"
  })
  void isLost(EntityKind kind, String type, String state) {
    assertThat(found(kind, type, state)).hasSize(1);
  }

  /** Whoever has completed it is gone, and the waiter has not woken yet. */
  @ParameterizedTest
  @CsvSource({
    "FUTURE, java.util.concurrent.CompletableFuture, done",
    "FUTURE, java.util.concurrent.FutureTask, failed",
    "FUTURE, java.util.concurrent.FutureTask, cancelled",
    "LATCH, java.util.concurrent.CountDownLatch, open",
    "SEMAPHORE, java.util.concurrent.Semaphore, available",
    "LOCK, java.util.concurrent.locks.ReentrantLock, free"
  })
  void hasCome(EntityKind kind, String type, String state) {
    assertThat(found(kind, type, state)).isEmpty();
  }

  @Test
  void theFindingNamesWhoWaits() {
    assertThat(found(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", "pending").get(0))
        .extracting(Finding::kind)
        .isEqualTo(FindingKind.LOST);
  }
}
