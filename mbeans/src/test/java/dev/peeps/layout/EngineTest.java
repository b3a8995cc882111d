package dev.peeps.layout;

import static java.lang.Thread.State.BLOCKED;
import static java.lang.Thread.State.RUNNABLE;
import static java.lang.Thread.State.TIMED_WAITING;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Entity;
import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.KlassSpec;
import dev.peeps.heap.testing.ObjectSpec;
import dev.peeps.heap.testing.ThreadSpec;
import org.junit.jupiter.api.Test;

/** What the engine concludes from threads and frames, and what it does not conclude. */
class EngineTest {
  private static final String GATE =
      "latch a.Gate\n  read waiter\n  read keeper\n  name \"gate\"\n  waiter needs this\n"
          + "  provided_by keeper\n";
  private static final String RULES =
      GATE
          + "custom a.Queue\n  name \"queue\"\n"
          + "blocked in a.Gate.pass\n  thread needs this\n"
          + "blocked in a.Queue.take\n  thread needs this\n"
          + "blocked in a.Pool.next\n  idle\n"
          + "running in a.Job.run\n  local(a.Gate) provided_by thread\n";

  private final Hprof cut = Hprof.cut();
  private final ObjectSpec gate = cut.instance("a.Gate").set("waiter", null).set("keeper", null);
  private final ObjectSpec queue = cut.instance("a.Queue");

  /** No cut of libpeeps has them; a damaged or foreign file may. */
  @Test
  void twoThreadsOfOneNumberAreTwoEntities() {
    cut.thread("first").tid(39).state(WAITING).at("a.App.run(App.java:1)");
    cut.thread("again").tid(39).state(WAITING).at("a.App.run(App.java:1)");
    assertThat(Reading.builtIn(cut).graph().entities())
        .extracting(Entity::name)
        .contains("first", "again");
  }

  /** The number of a Thread object that has no stack is no thread's number. */
  @Test
  void anEndedThreadIsNotTheRunningOneOfItsNumber() {
    ObjectSpec ended = cut.instance("java.lang.Thread");
    while (!Long.toHexString(ended.id()).matches("[0-9]+")) {
      ended = cut.instance("java.lang.Thread");
    }
    gate.set("keeper", ended);
    cut.thread("running")
        .tid(Long.parseLong(Long.toHexString(ended.id())))
        .state(WAITING)
        .at("a.Gate.pass(Gate.java:1)", gate);
    assertThat(Reading.of(RULES + "thread java.lang.Thread\n", cut).graph().entities())
        .extracting(Entity::id)
        .doesNotHaveDuplicates()
        .filteredOn(id -> id.contains("/thread-"))
        .hasSize(2);
  }

  @Test
  void theOutermostRuleCounts() {
    cut.thread("t")
        .state(WAITING)
        .at("a.Gate.pass(Gate.java:1)", gate)
        .at("a.Queue.take(Queue.java:1)", queue);
    assertThat(Reading.of(RULES, cut).edges()).containsExactly("t needs queue");
  }

  @Test
  void whatAPoolHasLentIsWithWhoHasItInAFrame() {
    ObjectSpec pool = cut.instance("a.Pool");
    ObjectSpec lent = cut.instance("a.Proxy").set("pool", pool);
    cut.instance("a.Proxy").set("pool", null);
    cut.thread("borrower").state(WAITING).at("a.App.run(App.java:1)", lent, lent);
    cut.thread("other").state(WAITING).at("a.App.run(App.java:1)", pool);
    String layout =
        "semaphore a.Pool\n  needs those(p in instances(a.Proxy) where p.pool == this)\n"
            + "custom a.Proxy\n  read pool\n  held_by any users(this) inferred\n";
    assertThat(Reading.of(layout, cut).edges())
        .containsExactly("a.Pool needs a.Proxy", "a.Proxy held_by borrower");
  }

  @Test
  void thePlaceInTheCodeIsOutsideOfTransparentPackages() {
    cut.thread("t")
        .state(WAITING)
        .at("java.lang.Object.wait(Object.java:1)")
        .at("b.Library.await(Library.java:2)")
        .at("c.App.run(App.java:3)");
    assertThat(Reading.of(RULES, cut).entity("t").attributes()).doesNotContainKey("site");
    assertThat(Reading.of(RULES + "transparent b.\n", cut).entity("t").attributes())
        .containsEntry("site", "c.App.run(App.java:3)");
  }

  @Test
  void aStackMayBeginAtAnObjectThatKnowsTheTask() {
    ObjectSpec routine = cut.instance("a.Routine");
    ObjectSpec outer = cut.instance("a.Step").set("label", 1).set("outer", null);
    ObjectSpec inner = cut.instance("a.Step").set("label", 2).set("outer", outer);
    cut.instance("a.Suspension").set("routine", routine).set("at", inner);
    String layout =
        "coroutine a.Routine\npart a.Step\n  read label\n  read outer\n"
            + "  frame \"step ${label}\"\n  next outer\n"
            + "part a.Suspension\n  read routine\n  read at\n  routine next at\n";
    assertThat(Reading.of(layout, cut).entity(routine).logicalStack())
        .containsExactly("step 2", "step 1");
  }

  @Test
  void aLimitThatIsNoneDoesNotEndAWait() {
    String layout = "latch a.Gate\n  name \"gate\"\nblocked in a.Gate.pass\n  needs this";
    cut.thread("t").state(TIMED_WAITING).at("a.Gate.pass(Gate.java:1)", gate);
    assertThat(Reading.of(layout + "\n", cut).edges()).containsExactly("t needs gate timed");
    assertThat(Reading.of(layout + " endless\n", cut).edges()).containsExactly("t needs gate");
    assertThat(Reading.of(layout + " timed endless\n", cut).edges())
        .containsExactly("t needs gate timed");
  }

  @Test
  void aRuleWhoseObjectsWereNotSeenSaysNothing() {
    cut.thread("t")
        .state(WAITING)
        .blocker(gate)
        .at("a.Gate.pass(Gate.java:1)")
        .at("a.Queue.take(Queue.java:1)");
    assertThat(Reading.of(RULES, cut).edges()).containsExactly("t needs gate");
  }

  @Test
  void theSearchEndsAtCodeOfTheApplication() {
    cut.thread("t")
        .state(WAITING)
        .at("a.Gate.pass(Gate.java:1)", gate)
        .at("b.App.run(App.java:1)")
        .at("a.Queue.take(Queue.java:1)", queue);
    assertThat(Reading.of(RULES, cut).edges()).containsExactly("t needs gate");
    assertThat(Reading.of(RULES + "transparent b.\n", cut).edges())
        .containsExactly("t needs queue");
  }

  @Test
  void whoRunsATaskProvidesWhetherItWaitsOrNot() {
    cut.thread("t").state(RUNNABLE).at("b.App.run(App.java:1)").at("a.Job.run(Job.java:1)", gate);
    assertThat(Reading.of(RULES, cut).edges()).containsExactly("gate provided_by t");
  }

  @Test
  void idleThreadsAreMarked() {
    cut.thread("t")
        .state(WAITING)
        .at("a.Queue.take(Queue.java:1)", queue)
        .at("a.Pool.next(Pool.java:1)");
    Reading reading = Reading.of(RULES, cut);
    assertThat(reading.entity("t").idle()).isTrue();
    assertThat(reading.edges()).isEmpty();
  }

  @Test
  void nothingRestsOnAThreadThatHasMoved() {
    ThreadSpec moved = cut.thread("t").state(WAITING).moved().at("a.Gate.pass(Gate.java:1)", gate);
    gate.set("waiter", moved);
    Reading reading = Reading.of(RULES, cut);
    assertThat(reading.edges()).isEmpty();
    assertThat(reading.graph().notices()).anyMatch(n -> n.code().equals("moved-on"));
  }

  @Test
  void aThreadThatRunsWaitsForNothing() {
    gate.set("waiter", cut.thread("t").state(RUNNABLE).at("b.App.run(App.java:1)"));
    assertThat(Reading.of(RULES, cut).edges()).isEmpty();
  }

  @Test
  void nothingIsConcludedFromWhatWasNotSeen() {
    gate.set("waiter", cut.thread("t").state(WAITING)).omitted();
    ObjectSpec half = cut.instance("a.Gate").set("keeper", null).set("waiter", null);
    cut.incomplete(half);
    Reading reading = Reading.of(GATE + "  state shut when keeper == null\n", cut);
    assertThat(reading.edges()).isEmpty();
    assertThat(reading.entity(half).state()).isEmpty();
    assertThat(reading.entity(half).attributes()).containsEntry("incomplete", true);
  }

  @Test
  void theSettlingFieldOfASettledObjectIsNotNull() {
    ObjectSpec done = cut.instance("a.Task").set("result", null).set("next", null);
    cut.settled(done);
    Reading reading =
        Reading.of(
            "future a.Task\n  read result\n  read next\n  settled result\n"
                + "  state done when result != null\n  show more = next == null\n",
            cut);
    assertThat(reading.entity(done).state()).isEqualTo("done");
    assertThat(reading.entity(done).attributes()).doesNotContainKey("more");
  }

  @Test
  void monitorsComeFromTheJvm() {
    ObjectSpec account = cut.instance("com.acme.Account");
    ThreadSpec owner =
        cut.thread("owner").state(WAITING).at("x.Y.inner(Y.java:1)").at("x.Y.outer(Y.java:2)");
    ThreadSpec blocked = cut.thread("blocked").state(BLOCKED);
    ThreadSpec waiter = cut.thread("waiter").state(WAITING);
    cut.monitor(account).owner(owner).entryCount(2).ownerDepth(1).entering(blocked).waiting(waiter);
    Reading reading = Reading.of("", cut);
    String lock = "monitor of com.acme.Account";
    assertThat(reading.edges())
        .containsExactly("blocked needs " + lock, lock + " held_by owner", "waiter needs " + lock);
    assertThat(reading.graph().from(reading.entity(lock).id()).get(0).reason())
        .contains("x.Y.outer(Y.java:2)");
    assertThat(reading.entity(lock).attributes()).containsEntry("entries", 2L);
  }

  @Test
  void classInitialisationIsALockThatItsThreadHolds() {
    KlassSpec type = cut.klass("com.acme.Config");
    ThreadSpec first = cut.thread("first").state(WAITING);
    ThreadSpec second = cut.thread("second").state(RUNNABLE);
    cut.classInit(type, first, second);
    String lock = "class initialisation of com.acme.Config";
    assertThat(Reading.of("", cut).edges())
        .containsExactly(lock + " held_by first", "second needs " + lock);
  }

  @Test
  void virtualThreadsRunOnTheirCarriers() {
    ThreadSpec carrier = cut.thread("carrier");
    cut.virtualThread("v").carrier(carrier).state(RUNNABLE);
    assertThat(Reading.of("", cut).edges()).containsExactly("v runs_on carrier");
  }

  @Test
  void threadLocalsAreFoundByTheirKey() {
    ThreadSpec reader = cut.thread("reader").state(WAITING);
    ObjectSpec key = cut.instance("a.Key");
    ObjectSpec entry =
        cut.instance("java.lang.ThreadLocal$ThreadLocalMap$Entry")
            .set("referent", key)
            .set("value", gate);
    ObjectSpec table = cut.array("java.lang.ThreadLocal$ThreadLocalMap$Entry[]", null, entry);
    reader
        .object()
        .set(
            "threadLocals",
            cut.instance("java.lang.ThreadLocal$ThreadLocalMap").set("table", table));
    ObjectSpec lock = cut.instance("a.Lock").set("holds", key);
    Reading reading =
        Reading.of(
            "lock a.Lock\n  read holds\n  name \"lock\"\n  for h in threadlocals(holds)\n"
                + "    held_by h.thread\n    needs h.value\n"
                + GATE,
            cut);
    assertThat(reading.edges()).containsExactly("lock held_by reader", "lock needs gate");
    assertThat(reading.entity(lock)).isNotNull();
  }
}
