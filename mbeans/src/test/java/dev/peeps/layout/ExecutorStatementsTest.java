package dev.peeps.layout;

import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a layout says of an executor: what is queued, how many slots, whose room it makes. */
class ExecutorStatementsTest {
  private static final String TURNS =
      "view java.util.ArrayDeque\n  read elements as elements-task\n  each e = elements[*]\n"
          + "executor a.Turns\n  read tasks as follow\n  queued tasks\n  slots 2\n"
          + "running in a.Turns.run\n  runs_on this\n"
          + "part a.Job\n  read result\n";

  private final Hprof cut = Hprof.cut();
  private final ObjectSpec report = cut.instance("a.Report$$Lambda$7");
  private final ObjectSpec job = cut.instance("a.Job").set("result", null);
  private final ObjectSpec array = cut.array("java.lang.Object[]", report, null, job);
  private final ObjectSpec deque = cut.instance("java.util.ArrayDeque").set("elements", array);
  private final ObjectSpec turns = cut.instance("a.Turns").set("tasks", deque);

  private void runs(String thread) {
    cut.thread(thread).state(WAITING).at("a.Turns.run(Turns.java:1)", turns);
  }

  @Test
  void whatIsQueuedInACollectionGoesOnWhenTheExecutorDoes() {
    cut.instance("a.Client").set("first", report).set("next", job);
    String layout = TURNS + "custom a.Client\n  read first\n  read next\n  needs first, next\n";
    assertThat(Reading.of(layout, cut).edges())
        .contains("a.Job provided_by a.Turns", "a.Report provided_by a.Turns");
  }

  @Test
  void aTaskThatIsAnEntityRunsOnTheExecutorToo() {
    String layout = TURNS + "future a.Job\n";
    assertThat(Reading.of(layout, cut).edges())
        .contains("a.Job provided_by a.Turns", "a.Job runs_on a.Turns");
  }

  @Test
  void whenAllSlotsAreTakenOneOfThoseWhoHaveThemHasToGoOn() {
    runs("one");
    runs("two");
    Reading reading = Reading.of(TURNS, cut);
    assertThat(reading.edges())
        .contains("a.Turns provided_by one any", "a.Turns provided_by two any");
    assertThat(reading.entity(turns).attributes()).containsEntry("slots", 2L);
  }

  /** Whoever has it may be on a thread that was not seen, or nobody has. */
  @Test
  void aSlotThatLooksFreeHoldsNobodyUp() {
    runs("one");
    assertThat(Reading.of(TURNS, cut).edges()).noneMatch(edge -> edge.startsWith("a.Turns prov"));
  }

  @Test
  void slotsOfOthersThanThreads() {
    turns.set("active", report);
    String layout =
        TURNS.replace("slots 2", "slots 1 of active because \"it is its turn\"")
            + "executor a.Turns\n  read active\n";
    Reading reading = Reading.of(layout, cut);
    assertThat(reading.edges()).contains("a.Turns provided_by a.Report");
    assertThat(reading.graph().edges()).extracting(Edge::reason).contains("it is its turn");
  }

  @Test
  void whoeverWaitsForRoomInAFullQueueWaitsForTheWorkers() {
    String layout =
        "channel a.Queue\n  read full\n  state full when full == 1\n"
            + "executor a.Pool\n  read queue\n  takes_from queue\n";
    ObjectSpec queue = cut.instance("a.Queue").set("full", 1);
    cut.instance("a.Pool").set("queue", queue);
    assertThat(Reading.of(layout, cut).edges())
        .containsExactly("a.Queue child_of a.Pool", "a.Queue provided_by a.Pool");
    queue.set("full", 0);
    assertThat(Reading.of(layout, cut).edges()).containsExactly("a.Queue child_of a.Pool");
  }

  /** A map of pending answers that a task was handed is no promise to bring all of them. */
  @Test
  void aTaskThatWasHandedACollectionWasNotHandedWhatIsInIt() {
    String layout =
        TURNS
            + "part java.util.LinkedList$Node\n  by_field\n  read item\n"
            + "future a.Answer\nblocked in a.Answer.get\n  thread needs this\n";
    ObjectSpec answer = cut.instance("a.Answer");
    job.set("result", cut.instance("java.util.LinkedList$Node").set("item", answer));
    report.set("arg", answer);
    cut.thread("caller").state(WAITING).at("a.Answer.get(Answer.java:1)", answer);
    Reading reading = Reading.of(layout, cut);
    assertThat(reading.graph().edges())
        .filteredOn(edge -> edge.kind() == EdgeKind.KNOWN_TO)
        .extracting(edge -> reading.graph().entity(edge.to()).type() + " " + edge.reason())
        .containsExactlyInAnyOrder("a.Report$$Lambda$7 " + Edge.GIVEN, "a.Job refers to it");
  }

  @Test
  void aFieldOfSuchANameIsStillOne() {
    String layout =
        "custom a.Pool\n  read queued\n  read slots as elements\n  queued provided_by this\n"
            + "  queued show x = 1\n  slots[*] provided_by this\n";
    assertThat(problems(layout)).isEmpty();
  }

  @Test
  void mistakes() {
    assertThat(problems("part a.P\n  read q\n  queued q\n"))
        .contains(":4:3: a part is no entity: put the entity before 'queued'");
    assertThat(problems("executor a.P\n  slots 1 timed\n"))
        .contains("slots have no time limit: neither 'timed' nor 'endless'");
    assertThat(problems("executor a.P\n  slots\n")).contains(":3:8: expected an expression");
  }

  private static String problems(String layout) {
    List<Problem> problems = Layouts.of(Map.of("t.layout", "layout test 1\n" + layout)).problems();
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(problem).append('\n');
    }
    return text.toString();
  }
}
