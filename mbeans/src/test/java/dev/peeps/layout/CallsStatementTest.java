package dev.peeps.layout;

import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import org.junit.jupiter.api.Test;

/** Who is called when something goes on may bring what he was handed. */
class CallsStatementTest {
  private static final String LAYOUT =
      "future a.Promise\nblocked in a.Promise.await\n  thread needs this\n"
          + "part a.Callback\n  read dep\n  read fn as task\n  dep calls fn\n";
  private static final String LAMBDA = "a.App$$Lambda$1";

  private final Hprof cut = Hprof.cut();
  private final ObjectSpec promise = cut.instance("a.Promise");
  private final ObjectSpec stage = cut.instance("a.Promise");

  private Reading calls(ObjectSpec callback) {
    cut.thread("waiter").state(WAITING).at("a.Promise.await(Promise.java:1)", promise);
    cut.instance("a.Callback").set("dep", stage).set("fn", callback);
    return Reading.of(LAYOUT, cut);
  }

  @Test
  void whatALambdaHasCapturedItsTaskMayBring() {
    Reading reading = calls(cut.instance(LAMBDA).set("arg$1", promise));
    assertThat(reading.graph().edges())
        .filteredOn(edge -> edge.kind() == EdgeKind.KNOWN_TO)
        .singleElement()
        .satisfies(edge -> assertThat(edge.from()).isEqualTo(reading.entity(promise).id()))
        .satisfies(edge -> assertThat(edge.to()).isEqualTo(reading.entity(stage).id()))
        .extracting(Edge::reason)
        .isEqualTo(Edge.GIVEN);
  }

  @Test
  void aLambdaInALambda() {
    ObjectSpec inner = cut.instance("a.App$$Lambda$2").set("arg$1", promise);
    assertThat(calls(cut.instance(LAMBDA).set("arg$1", inner)).graph().edges())
        .extracting(Edge::kind)
        .contains(EdgeKind.KNOWN_TO);
  }

  /** What an object of the application has besides is its own business. */
  @Test
  void whatTheCapturedObjectRefersToIsNotLookedInto() {
    ObjectSpec service = cut.instance("a.Service").set("pending", promise);
    assertThat(calls(cut.instance(LAMBDA).set("arg$1", service)).graph().edges())
        .extracting(Edge::kind)
        .doesNotContain(EdgeKind.KNOWN_TO);
  }

  @Test
  void itStandsInABlockAboutTheTaskAsWell() {
    cut.thread("waiter").state(WAITING).at("a.Promise.await(Promise.java:1)", promise);
    ObjectSpec job = cut.instance("a.Job");
    job.set("after", cut.instance(LAMBDA).set("arg$1", promise));
    Reading reading =
        Reading.of(LAYOUT + "future a.Job\n  read after as task\n  calls after\n", cut);
    assertThat(reading.edges()).contains("a.Promise known_to a.Job");
  }

  /** It comes after the promise, and takes that off a list or cancels it when it fails. */
  @Test
  void whatComesAfterAThingDoesNotBringIt() {
    ObjectSpec between = cut.instance("a.Promise");
    cut.instance("a.After").set("dep", between).set("src", promise);
    cut.instance("a.After").set("dep", stage).set("src", between);
    cut.thread("waiter").state(WAITING).at("a.Promise.await(Promise.java:1)", promise);
    ObjectSpec callback = cut.instance(LAMBDA).set("arg$1", promise);
    cut.instance("a.Callback").set("dep", stage).set("fn", callback);
    String after = "part a.After\n  read dep\n  read src\n  dep needs src\n";
    assertThat(Reading.of(LAYOUT + after, cut).graph().edges())
        .extracting(Edge::kind)
        .contains(EdgeKind.NEEDS)
        .doesNotContain(EdgeKind.KNOWN_TO);
  }
}
