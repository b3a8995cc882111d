package dev.peeps.layout;

import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which queued tasks are known to be those who may open a latch, and which only wait for it. */
class FellowsTest {
  private static final String LAYOUT =
      "latch a.Latch\nblocked in a.Latch.await\n  thread needs this\n"
          + "executor a.Pool\n  read queue as elements-task\n  queued queue[*]\n"
          + "future a.Submitted\n  read task as task\n";

  private final Hprof cut = Hprof.cut();
  private final ObjectSpec latch = cut.instance("a.Latch");
  private Reading reading;

  private ObjectSpec submitted(ObjectSpec task) {
    return cut.instance("a.Submitted").set("task", task);
  }

  private ObjectSpec task(String type, ObjectSpec captured) {
    return cut.instance(type).set("arg$1", captured);
  }

  /** A worker that runs a task and waits for the latch, and a pool with another one queued. */
  private List<String> knowers(String layout, ObjectSpec running, ObjectSpec queued) {
    cut.thread("worker")
        .state(WAITING)
        .at("a.Latch.await(Latch.java:1)", latch)
        .at("a.App.work(App.java:2)")
        .at("a.Worker.run(Worker.java:3)", running);
    cut.instance("a.Pool").set("queue", cut.array("java.lang.Object[]", queued));
    reading = Reading.of(layout, cut);
    List<String> names = new ArrayList<>();
    reading.graph().edges().stream()
        .filter(edge -> edge.kind() == EdgeKind.KNOWN_TO)
        .forEach(edge -> names.add(reading.graph().entity(edge.to()).type()));
    return names;
  }

  @Test
  void aTaskOfAnotherKindMayOpenIt() {
    assertThat(
            knowers(
                LAYOUT,
                submitted(task("a.App$$Lambda$1", latch)),
                submitted(task("a.App$$Lambda$2", latch))))
        .containsExactly("a.Submitted");
  }

  @Test
  void aTaskLikeTheOneThatWaitsWouldOnlyWaitAsWell() {
    assertThat(
            knowers(
                LAYOUT,
                submitted(task("a.App$$Lambda$1", latch)),
                submitted(task("a.App$$Lambda$1", latch))))
        .isEmpty();
    assertThat(reading.entity(latch).attributes()).containsEntry("queuedWaiters", 1L);
  }

  /** Each level makes a latch and hands it to the next: who waits was not handed this one. */
  @Test
  void aRecursiveTaskThatWasHandedTheLatchOfItsParentOpensThat() {
    ObjectSpec parents = cut.instance("a.Latch");
    assertThat(
            knowers(
                LAYOUT,
                submitted(task("a.App$$Lambda$1", parents)),
                submitted(task("a.App$$Lambda$1", latch))))
        .containsExactly("a.Submitted");
  }

  @Test
  void whoComesToABarrierHelpsThoseWhoWaitThere() {
    assertThat(
            knowers(
                LAYOUT.replace("latch a.Latch\n", "latch a.Latch\n  show missing = 1\n"),
                submitted(task("a.App$$Lambda$1", latch)),
                submitted(task("a.App$$Lambda$1", latch))))
        .containsExactly("a.Submitted");
  }
}
