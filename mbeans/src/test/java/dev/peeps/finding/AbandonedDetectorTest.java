package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EntityKind;
import dev.peeps.graph.TestGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lock with read holds of which nobody is known to have one. */
class AbandonedDetectorTest {
  private static final String TYPE = "java.util.concurrent.locks.ReentrantReadWriteLock";

  private final TestGraph graph =
      new TestGraph().threads("writer", "reader").things(EntityKind.LOCK, TYPE, "prices");

  AbandonedDetectorTest() {
    graph.with("prices").attribute("abandoned", "none of its readers is alive");
    graph.needs("writer", "prices");
  }

  private Finding check() {
    List<Finding> findings = new AbandonedDetector().check(new Inquiry(graph.build()));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void aPoolWithoutAnythingToLend() {
    TestGraph pool =
        new TestGraph().threads("order").things(EntityKind.SEMAPHORE, "a.Pool", "sessions");
    pool.with("sessions").attribute("abandoned", "it has none and nobody makes one");
    pool.needs("order", "sessions");
    List<Finding> findings = new AbandonedDetector().check(new Inquiry(pool.build()));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).summary())
        .contains("has nothing to lend, since it has none and nobody makes one; 1 task waits");
  }

  @Test
  void readersThatAreGone() {
    graph.with("reader").state("RUNNABLE").stack(List.of("app.Reader.parse(Reader.java:3)"));
    Finding finding = check();
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(finding.summary()).contains("is still held, though none of its readers is alive");
  }

  /** He has counted himself in and not yet said who he is, or the other way round. */
  @Test
  void aReaderJustOnHisWayInOrOut() {
    graph
        .with("reader")
        .state("RUNNABLE")
        .stack(
            List.of(
                "java.base/" + TYPE + "$Sync.tryReleaseShared(ReentrantReadWriteLock.java:430)",
                "app.Reader.parse(Reader.java:3)"));
    Finding finding = check();
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt()).contains("may just have taken or returned it");
  }

  @Test
  void whoWaitsForItIsNotOnHisWay() {
    graph
        .with("writer")
        .state("WAITING")
        .stack(List.of("java.base/" + TYPE + "$WriteLock.lock(ReentrantReadWriteLock.java:959)"));
    assertThat(check().certainty()).isEqualTo(Certainty.LIKELY);
  }
}
