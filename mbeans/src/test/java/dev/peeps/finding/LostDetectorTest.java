package dev.peeps.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.graph.Edge;
import dev.peeps.graph.EdgeKind;
import dev.peeps.graph.EntityBuilder;
import dev.peeps.graph.EntityKind;
import dev.peeps.graph.Evidence;
import dev.peeps.graph.Graph;
import dev.peeps.graph.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the detector makes of what the whole heap said. */
class LostDetectorTest {
  private static final String WAIT =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java)";

  private final Graph.Builder builder = new Graph.Builder();

  private void process(String applicationRuns) {
    builder.process(
        new ProcessInfo(
            "p",
            1,
            "test",
            Map.of("reachObjects", "10", "applicationRuns", applicationRuns),
            true));
  }

  private EntityBuilder thread(String name, String... appFrames) {
    List<String> stack = new ArrayList<>(List.of(WAIT));
    stack.addAll(List.of(appFrames));
    return new EntityBuilder("p/thread-" + name, "p", EntityKind.THREAD).name(name).stack(stack);
  }

  private EntityBuilder thing(EntityKind kind, String type, String liveness) {
    return new EntityBuilder("p/" + kind.word() + "-1", "p", kind)
        .type(type)
        .attribute("liveness", liveness);
  }

  private void needs(String from, String to) {
    builder.edge(Edge.exact(from, to, EdgeKind.NEEDS, ""));
  }

  private List<Finding> check() {
    return new LostDetector().check(new Inquiry(builder.build()));
  }

  @Test
  void whoWaitsForTheEndOfTheProgramIsNotLost() {
    process("false");
    builder.entity(
        thread("server", "app.Server.serve(Server.java:7)", "app.Main.run(Main.java:3)").build());
    builder.entity(
        thing(EntityKind.LATCH, "a.CountDownLatch", "shutdown")
            .attribute("heldBy", "ApplicationShutdownHooks.hooks[3]")
            .build());
    needs("p/thread-server", "p/latch-1");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.summary()).contains("before the end", "shutdown hook");
    assertThat(finding.doubt()).contains("end of the program");
  }

  /** Pools register themselves for people to look at. */
  @Test
  void aPoolThatOnlyAnMBeanServerKnowsGetsNothingBack() {
    assertThat(registered("lent", 2L).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void aPersonMayReleaseWhatIsNoPool() {
    assertThat(registered("permits", 0L).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  private Finding registered(String attribute, long value) {
    process("false");
    builder.entity(thread("report", "app.Report.run(Report.java:7)").build());
    builder.entity(
        thing(EntityKind.SEMAPHORE, "a.Pool", "shutdown").attribute(attribute, value).build());
    needs("p/thread-report", "p/semaphore-1");
    return check().get(0);
  }

  /** A client of the JDK leaves some behind with each exchange that is over. */
  @Test
  void whatOnlyTheJdkGoesOnFromIsMissedByNobody() {
    assertThat(exchange("jdk.internal.net.http.Http1Exchange")).isEmpty();
    assertThat(exchange("com.acme.Balance")).hasSize(1);
  }

  private static List<Finding> exchange(String callback) {
    String type = "jdk.internal.net.http.common.MinimalFuture";
    Graph.Builder graph =
        new Graph.Builder()
            .entity(
                new EntityBuilder("p/next", "p", EntityKind.FUTURE)
                    .type(type)
                    .name(callback)
                    .build())
            .entity(
                new EntityBuilder("p/first", "p", EntityKind.FUTURE)
                    .type(type)
                    .attribute("liveness", "unreached")
                    .attribute("pendingAfterwards", true)
                    .build())
            .edge(Edge.exact("p/next", "p/first", EdgeKind.NEEDS, "it depends on it"));
    return new LostDetector().check(new Inquiry(graph.build()));
  }

  /** It may have come between the cut and the walk, and be garbage since: nobody can be asked. */
  @Test
  void inALiveJvmStagesThatNoThreadWaitsForAreNoMoreThanPossible() {
    builder.entity(
        new EntityBuilder("p/stage", "p", EntityKind.FUTURE).type("a.CompletableFuture").build());
    builder.entity(thing(EntityKind.FUTURE, "a.CompletableFuture", "unreached").build());
    needs("p/stage", "p/future-1");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt()).endsWith("it may have come meanwhile");
  }

  /** As of a thread of a class of its own up to JDK 18, whose group lists it. */
  @Test
  void aConsumerWithoutWorkToWhichOnlyAWeakReferenceLeads() {
    process("true");
    builder.entity(
        thread("listener", "app.Http.take(Http.java:7)", "app.Http.run(Http.java:3)").build());
    builder.entity(
        thing(EntityKind.CHANNEL, "a.LinkedBlockingQueue", "weak").state("empty").build());
    needs("p/thread-listener", "p/channel-1");
    assertThat(check()).extracting(Finding::certainty).containsExactly(Certainty.POSSIBLE);
  }

  /** Listeners that know it weakly may tell it of the end of what it has started. */
  @Test
  void aMainMethodThatWaitsForWhatAWeakReferenceLeadsTo() {
    mainWaitsWeakly("true");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aMainMethodThatWaitsSoWhereNothingElseGoesOn() {
    mainWaitsWeakly("false");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void aMainMethodThatWaitsSoAndHoldsOthersUp() {
    mainWaitsWeakly("true");
    builder.entity(thread("other", "app.Other.join(Other.java:7)").build());
    needs("p/thread-other", "p/thread-main");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  private void mainWaitsWeakly(String applicationRuns) {
    process(applicationRuns);
    builder.entity(
        thread("main", "lib.Manager.awaitStopped(M.java:7)", "app.Main.main(Main.java:3)").build());
    builder.entity(thing(EntityKind.CUSTOM, "Condition", "weak").build());
    needs("p/thread-main", "p/custom-1");
  }

  /** Whose end brings the notification is known: the JVM gives it. */
  @Test
  void whoJoinsAThreadIsNotLostInItsMonitor() {
    builder.entity(thread("w", "app.Http.close(Http.java:7)").build());
    builder.entity(thread("writer", "app.Http.write(Http.java:7)").build());
    builder.entity(
        thing(EntityKind.LOCK, "monitor of Thread", "unreached")
            .state("free")
            .attribute("inObjectWait", 1L)
            .build());
    needs("p/thread-w", "p/lock-1");
    assertThat(check()).hasSize(1);
    needs("p/thread-w", "p/thread-writer");
    assertThat(check()).isEmpty();
  }

  @Test
  void stagesThatHadNotComeAfterTheSearchAreLikely() {
    builder.entity(
        new EntityBuilder("p/stage", "p", EntityKind.FUTURE).type("a.CompletableFuture").build());
    builder.entity(
        thing(EntityKind.FUTURE, "a.CompletableFuture", "unreached")
            .attribute("pendingAfterwards", true)
            .build());
    needs("p/stage", "p/future-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void outOfReachIsProved() {
    process("true");
    builder.entity(
        thread("w", "app.Http.handle(Http.java:7)", "app.Main.run(Main.java:3)").build());
    builder.entity(thing(EntityKind.FUTURE, "a.CompletableFuture", "unreached").build());
    needs("p/thread-w", "p/future-1");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.PROVED);
    assertThat(finding.site()).contains("Http.handle");
    assertThat(finding.doubt()).isEmpty();
  }

  @Test
  void withinReachIsNone() {
    process("true");
    builder.entity(thread("w", "app.Http.handle(Http.java:7)").build());
    builder.entity(thing(EntityKind.FUTURE, "a.CompletableFuture", "reached").build());
    needs("p/thread-w", "p/future-1");
    assertThat(check()).isEmpty();
  }

  @Test
  void aConsumerThatNobodyWaitsForMayBeMeant() {
    process("true");
    builder.entity(thread("consumer", "app.Consumer.run(Consumer.java:7)").build());
    builder.entity(thing(EntityKind.CHANNEL, "a.LinkedBlockingQueue", "unreached").build());
    needs("p/thread-consumer", "p/channel-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void oneThatSomebodyWaitsForIsNot() {
    process("true");
    builder.entity(thread("consumer", "app.Consumer.run(Consumer.java:7)").build());
    builder.entity(thread("joiner", "app.Report.run(Report.java:7)").build());
    builder.entity(thing(EntityKind.CHANNEL, "a.LinkedBlockingQueue", "unreached").build());
    needs("p/thread-consumer", "p/channel-1");
    needs("p/thread-joiner", "p/thread-consumer");
    Finding finding = check().get(0);
    assertThat(finding.certainty()).isEqualTo(Certainty.PROVED);
    assertThat(finding.tasks()).containsExactly("p/thread-consumer", "p/thread-joiner");
  }

  @Test
  void whereNothingElseGoesOnNothingIsMeant() {
    process("false");
    builder.entity(thread("consumer", "app.Consumer.run(Consumer.java:7)").build());
    builder.entity(thing(EntityKind.CHANNEL, "a.LinkedBlockingQueue", "unreached").build());
    needs("p/thread-consumer", "p/channel-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aMainMethodMayKeepTheProgramAlive() {
    process("true");
    builder.entity(thread("main", "app.Main.main(Main.java:7)").build());
    builder.entity(
        thing(EntityKind.LATCH, "a.CountDownLatch", "unreached").attribute("count", 1L).build());
    needs("p/thread-main", "p/latch-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aLatchOfSeveralDoesNotKeepItAlive() {
    process("true");
    builder.entity(thread("main", "app.Main.main(Main.java:7)").build());
    builder.entity(
        thing(EntityKind.LATCH, "a.CountDownLatch", "unreached").attribute("count", 2L).build());
    needs("p/thread-main", "p/latch-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.PROVED);
  }

  private static final String START = "java.lang.Thread.run(Thread.java:840)";

  private void latchOf(EntityBuilder waiter) {
    process("true");
    builder.entity(waiter.build());
    builder.entity(
        thing(EntityKind.LATCH, "a.CountDownLatch", "unreached").attribute("count", 1L).build());
    needs("p/thread-keeper", "p/latch-1");
  }

  private EntityBuilder keeper() {
    return thread(
        "keeper", "app.Main.lambda$main$0(Main.java:7)", "app.Main$$Lambda/0x1.run()", START);
  }

  private Certainty certainty() {
    return check().get(0).certainty();
  }

  private void atWork(boolean daemon) {
    builder.entity(
        thread("worker", "app.Job.run(Job.java:7)", START)
            .attribute("daemon", daemon)
            .state("RUNNABLE")
            .build());
  }

  @Test
  void aThreadMayKeepOthersAlive() {
    latchOf(keeper());
    atWork(false);
    assertThat(certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void theOnlyThreadThatIsNoDaemonKeepsTheDaemonsAlive() {
    latchOf(keeper());
    atWork(true);
    assertThat(certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void oneForWhichSomebodyWaitsDoesNot() {
    latchOf(keeper());
    atWork(false);
    builder.entity(thread("joiner", "app.Report.run(Report.java:7)").build());
    needs("p/thread-joiner", "p/thread-keeper");
    assertThat(certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aDaemonKeepsNobodyAlive() {
    latchOf(keeper().attribute("daemon", true));
    atWork(false);
    assertThat(certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aTaskOfAPoolKeepsNobodyAlive() {
    latchOf(
        thread(
            "keeper",
            "app.Main.lambda$main$0(Main.java:7)",
            "java.util.concurrent.FutureTask.run(FutureTask.java:264)",
            "java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
            START));
    atWork(false);
    assertThat(certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aLatchThatSomebodyElseHadIsForgotten() {
    process("true");
    builder.entity(keeper().build());
    builder.entity(
        thing(EntityKind.LATCH, "a.CountDownLatch", "unreached")
            .attribute("handedOut", true)
            .build());
    needs("p/thread-keeper", "p/latch-1");
    atWork(false);
    assertThat(certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void whereOthersKeepTheProgramAliveAndNobodyWorksNothingIsMeant() {
    latchOf(keeper());
    atWork(true);
    builder.entity(thread("pool-1-thread-1", START).state("WAITING").idle(true).build());
    assertThat(certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void theCauseIsWhatTheHolderWaitsFor() {
    process("true");
    builder.entity(thread("w", "app.A.run(A.java:7)").build());
    builder.entity(thread("holder", "app.B.run(B.java:7)").build());
    builder.entity(
        thing(EntityKind.FUTURE, "a.CompletableFuture", "unreached")
            .attribute("heldByTasks", List.of("p/thread-holder"))
            .build());
    builder.entity(thing(EntityKind.SEMAPHORE, "a.Semaphore", "unreached").build());
    needs("p/thread-w", "p/future-1");
    needs("p/thread-holder", "p/semaphore-1");
    List<Finding> findings = check();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).culprits()).containsExactly("p/semaphore-1");
  }

  @Test
  void aTimedWaitEndsByItself() {
    process("true");
    builder.entity(thread("w", "app.A.run(A.java:7)").build());
    builder.entity(thing(EntityKind.FUTURE, "a.CompletableFuture", "unreached").build());
    builder.edge(
        new Edge("p/thread-w", "p/future-1", EdgeKind.NEEDS, Evidence.EXACT, "", null, true));
    assertThat(check()).isEmpty();
  }

  /** A stage says nothing to a person; the thread behind it has a name and a place. */
  @Test
  void theThreadBehindAStageIsNamedFirst() {
    process("true");
    builder.entity(thread("page", "app.Page.render(Page.java:9)").build());
    builder.entity(new EntityBuilder("p/stage", "p", EntityKind.FUTURE).type("a.Stage").build());
    builder.entity(thing(EntityKind.FUTURE, "a.Future", "unreached").build());
    needs("p/stage", "p/future-1");
    needs("p/thread-page", "p/stage");
    Finding finding = check().get(0);
    assertThat(finding.summary())
        .startsWith("lost: \"page\" waits, through others, for ")
        .contains(", and nobody can ever complete it");
    assertThat(finding.chain()).containsExactly("p/thread-page", "p/stage", "p/future-1");
    assertThat(finding.site()).isEqualTo("app.Page.render(Page.java:9)");
  }

  /** Nor does who only waits for a time: he goes on by himself. */
  @Test
  void whoWaitsForAStageForATimeIsNotNamed() {
    process("true");
    builder.entity(thread("page", "app.Page.render(Page.java:9)").build());
    builder.entity(new EntityBuilder("p/stage", "p", EntityKind.FUTURE).type("a.Stage").build());
    builder.entity(thing(EntityKind.FUTURE, "a.Future", "unreached").build());
    needs("p/stage", "p/future-1");
    builder.edge(
        new Edge("p/thread-page", "p/stage", EdgeKind.NEEDS, Evidence.EXACT, "timed", null, true));
    assertThat(check().get(0).chain()).containsExactly("p/stage", "p/future-1");
  }

  private Finding idleConsumer(String liveness, boolean daemon) {
    process("false");
    EntityBuilder consumer = thread("timeouts", "lib.Timers.loop(Timers.java:4)");
    builder.entity((daemon ? consumer.attribute("daemon", true) : consumer).build());
    builder.entity(thing(EntityKind.CHANNEL, "a.Queue", liveness).state("empty").build());
    needs("p/thread-timeouts", "p/channel-1");
    return check().get(0);
  }

  /** A library's thread for timeouts serves whoever asks; nobody hangs for it. */
  @Test
  void aDaemonThatNobodyWaitsForIsAConsumerWithoutWork() {
    for (String liveness : List.of("unreached", "unused-static")) {
      assertThat(new LostDetectorTest().idleConsumer(liveness, true).certainty())
          .isEqualTo(Certainty.POSSIBLE);
      assertThat(new LostDetectorTest().idleConsumer(liveness, false).certainty())
          .isNotEqualTo(Certainty.POSSIBLE);
    }
  }

  private void poolThatNeedsItsConnection(boolean somebodyWaits) {
    process("true");
    builder.entity(thread("order", "app.Order.place(Order.java:2)").build());
    builder.entity(new EntityBuilder("p/pool", "p", EntityKind.SEMAPHORE).type("a.Pool").build());
    builder.entity(thing(EntityKind.CUSTOM, "a.Connection", "unreached").build());
    needs("p/pool", "p/custom-1");
    if (somebodyWaits) {
      needs("p/thread-order", "p/pool");
    }
  }

  /** A connection that was given back a moment ago: nobody is stuck for it. */
  @Test
  void aPoolForWhichNobodyWaitsIsNotStuck() {
    poolThatNeedsItsConnection(false);
    assertThat(check()).isEmpty();
  }

  @Test
  void aPoolForWhichSomebodyWaitsIs() {
    poolThatNeedsItsConnection(true);
    assertThat(check().get(0).summary()).contains("\"order\" waits, through others, for ");
  }

  /** What a client has left over of an exchange that is over. */
  @Test
  void aStageThatOnlyAWeakReferenceHasIsGarbageUnlessAThreadIsBehindIt() {
    process("true");
    builder.entity(thread("page", "app.Page.render(Page.java:9)").build());
    builder.entity(new EntityBuilder("p/stage", "p", EntityKind.FUTURE).type("a.Stage").build());
    builder.entity(thing(EntityKind.FUTURE, "a.Future", "weak").build());
    needs("p/stage", "p/future-1");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.POSSIBLE);
    needs("p/thread-page", "p/stage");
    assertThat(check().get(0).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /** In a thread whose start and wait are code of different classes, with nothing else at work. */
  private Finding keeper(boolean unnamed, String applicationRuns) {
    process(applicationRuns);
    EntityBuilder keeper =
        thread("keeper", "app.Main.hold(Main.java:7)", "lib.Threads.go(T.java:3)");
    List<String> stack = new ArrayList<>(keeper.build().stack());
    stack.add("java.lang.Thread.run(Thread.java:840)");
    builder.entity(keeper.stack(stack).build());
    EntityBuilder latch =
        thing(EntityKind.LATCH, "java.util.concurrent.CountDownLatch", "unreached")
            .attribute("count", 1L);
    builder.entity((unnamed ? latch.attribute("unnamed", true) : latch).build());
    needs("p/thread-keeper", "p/latch-1");
    List<Finding> findings = check();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  /** A main method that waits by itself for this thing, which nobody can reach. */
  private Finding main(EntityBuilder thing, String applicationRuns) {
    process(applicationRuns);
    EntityBuilder main = thread("main", "app.Batch.main(Batch.java:9)");
    builder.entity(main.build());
    builder.entity(thing.build());
    needs("p/thread-main", thing.build().id());
    List<Finding> findings = check();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void aMainMethodMayWaitForWhatNothingNamesWhateverElseGoesOn() {
    EntityBuilder future =
        thing(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", "unreached");
    assertThat(main(future.attribute("unnamed", true), "false").certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void whatAMainMethodHasANameForIsLostWhereNothingElseGoesOn() {
    EntityBuilder future =
        thing(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", "unreached");
    assertThat(main(future, "false").certainty()).isEqualTo(Certainty.PROVED);
  }

  @Test
  void aMainMethodMayWaitForAFutureWhileOthersRun() {
    EntityBuilder future =
        thing(EntityKind.FUTURE, "java.util.concurrent.CompletableFuture", "unreached");
    assertThat(main(future, "true").certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  /** Nobody waits for other parties to be left alone. */
  @Test
  void aMainMethodAtAPhaserWaitsForItsPartiesThoughOthersRun() {
    EntityBuilder phaser = thing(EntityKind.LATCH, "java.util.concurrent.Phaser", "unreached");
    assertThat(main(phaser.attribute("parties", 2L), "true").certainty())
        .isEqualTo(Certainty.PROVED);
  }

  @Test
  void aLatchThatNothingNamesIsThereToKeepTheProgramAlive() {
    Finding finding = keeper(true, "true");
    assertThat(finding.certainty()).isEqualTo(Certainty.POSSIBLE);
    assertThat(finding.doubt()).isEqualTo("it may be there to keep the program alive");
  }

  @Test
  void soItIsWhereNothingElseGoesOn() {
    assertThat(keeper(true, "false").certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aLatchThatTheCodeHasNamedMayHaveBeenForgotten() {
    assertThat(keeper(false, "true").certainty()).isNotEqualTo(Certainty.POSSIBLE);
  }
}
